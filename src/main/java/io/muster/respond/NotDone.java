package io.muster.respond;

import java.time.Duration;

/** A command that could not be brought to a decision: the service's trouble, not the caller's. */
public final class NotDone extends RuntimeException {
    /** Why, each the contract's {@code code} of the same name. */
    public enum Reason {
        /** The lane is full, the deadline passed while it queued, or the service is stopping. Certainly not recorded. */
        OVERLOADED,
        /** The database cannot be reached. Certainly not recorded. */
        DATABASE_UNAVAILABLE,
        /** The commit's answer was lost and could not be had again: it may have been recorded. */
        OUTCOME_UNKNOWN,
        /** A fault of this service or something the database refuses about this very command. Not recorded. */
        INTERNAL
    }

    private final Reason reason;
    private final Duration retryAfter;

    public NotDone(Reason reason, Duration retryAfter, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public NotDone(Reason reason, Duration retryAfter) {
        super(reason.name());
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When it makes sense to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
