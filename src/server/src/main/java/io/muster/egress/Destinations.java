package io.muster.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;

/** Where a request may go: looked up for each request, checked, and connected to as it was checked. */
final class Destinations {
    /** Of a host's addresses so many are tried. */
    private static final int TRIED = 3;

    private final AllowedHosts allowed;
    private final Lookup lookup;
    private final boolean isLeftToProxy;
    private final Predicate<InetAddress> isPublic;
    private final int publicPort;

    Destinations(AllowedHosts allowed, Lookup lookup, boolean isLeftToProxy) {
        this(allowed, lookup, isLeftToProxy, PublicAddress::is, EgressUrl.HTTPS_PORT);
    }

    Destinations(
            AllowedHosts allowed,
            Lookup lookup,
            boolean isLeftToProxy,
            Predicate<InetAddress> isPublic,
            int publicPort) {
        this.allowed = allowed;
        this.lookup = lookup;
        this.isLeftToProxy = isLeftToProxy;
        this.isPublic = isPublic;
        this.publicPort = publicPort;
    }

    /** Whether it may be sent to as far as its text says; what its host's address is shows when it is sent to. */
    boolean mayBe(EgressUrl url) {
        return allowed.have(url) || (url.port() == publicPort && (!url.isLiteral() || isPublicLiteral(url)));
    }

    private boolean isPublicLiteral(EgressUrl url) {
        try {
            return isPublic.test(InetAddress.getByName(url.host()));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** Addresses to connect to, one after the other until one accepts; none where it may not be sent to. */
    Uni<List<SocketAddress>> of(EgressUrl url) {
        if (!mayBe(url)) {
            return Uni.createFrom().item(List.of());
        }
        if (isLeftToProxy) {
            return Uni.createFrom().item(List.of(SocketAddress.inetSocketAddress(url.port(), url.host())));
        }
        return lookup.addresses(url.host())
                .map(found -> found.stream()
                        .filter(it -> allowed.have(url) || isPublic.test(it))
                        .limit(TRIED)
                        .map(it -> SocketAddress.inetSocketAddress(url.port(), it.getHostAddress()))
                        .toList());
    }
}
