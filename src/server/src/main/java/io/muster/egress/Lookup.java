package io.muster.egress;

import java.net.InetAddress;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Lookup {
    /** All of them, at least one, in the order in which they should be tried; fails where there is none. */
    Uni<List<InetAddress>> addresses(String host);
}
