package io.muster.api.live;

import java.util.Optional;

import io.muster.identity.Caller;
import io.quarkus.websockets.next.UserData;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * What the check of an upgrade hands to the socket that comes of it.
 *
 * @param lastEventId as it stands in the request
 * @param connection the TCP connection; the socket's own interface cannot cut it, nor write what is encoded already
 */
record Upgrade(Caller caller, Optional<String> lastEventId, ConnectionBase connection) {
    static final UserData.TypedKey<Upgrade> KEY = new UserData.TypedKey<>("upgrade");
}
