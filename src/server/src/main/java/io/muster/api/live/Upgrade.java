package io.muster.api.live;

import java.util.Optional;

import io.quarkus.websockets.next.UserData;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The data of an upgrade for its socket.
 *
 * @param lastEventId as in the request
 * @param connection the TCP connection; the socket's interface can neither cut it nor write encoded frames
 */
record Upgrade(SocketRights rights, Optional<String> lastEventId, ConnectionBase connection) {
    static final UserData.TypedKey<Upgrade> KEY = new UserData.TypedKey<>("upgrade");
}
