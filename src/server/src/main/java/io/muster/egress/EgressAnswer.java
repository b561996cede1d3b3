package io.muster.egress;

import java.time.Duration;

/**
 * What became of a request.
 *
 * @param status of the answer; 0 where there was none
 * @param retryAfter the answer's {@code Retry-After} as it was sent, at most 100 characters; empty without one
 */
public record EgressAnswer(Outcome outcome, int status, String retryAfter, Duration took) {
    private static final int HUNDRED = 100;

    /** How it ended. */
    public enum Outcome {
        /** With an answer, whatever its status. */
        ANSWERED,
        /** Nothing was sent: the address is not one that may be sent to. */
        FORBIDDEN,
        /** Nothing was sent: the host has no address, or nobody accepts connections there. */
        UNREACHABLE,
        /** Nothing was sent: no secret connection, or not with whom the address names. */
        TLS,
        /** The time was over. It may have arrived. */
        TIMEOUT,
        /** The connection was closed without an answer that can be read. It may have arrived. */
        BROKEN
    }

    static EgressAnswer without(Outcome outcome, Duration took) {
        return new EgressAnswer(outcome, 0, "", took);
    }

    public boolean isSuccess() {
        return outcome == Outcome.ANSWERED && status / HUNDRED == 2;
    }
}
