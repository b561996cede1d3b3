package io.muster.api.live;

import java.time.Duration;

/** A connection that counts towards the limit of a user, as far as {@link SocketLimits} uses it. */
interface Occupant {
    /** The time since anything was received from the client. */
    Duration silence();

    /** Sends a ping, and closes the connection if nothing is received within the time. */
    void probe(Duration within);

    /** Closes the connection. */
    void end();
}
