package io.muster.respond;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A command that could not be brought to a decision: the service's trouble, not the caller's. */
public final class NotDone extends RuntimeException {
    /** Why, each the contract's {@code code} of the same name. */
    public enum Reason {
        /** The lane is full, the deadline passed while it queued, or the service is stopping. Certainly not recorded. */
        OVERLOADED(Duration.ofSeconds(1)),
        /** The database cannot be reached. Certainly not recorded. */
        DATABASE_UNAVAILABLE(Duration.ofSeconds(2)),
        /** The commit's answer was lost and could not be had again: it may have been recorded. */
        OUTCOME_UNKNOWN(Duration.ofSeconds(1)),
        /** A fault of this service or something the database refuses about this very command. Not recorded. */
        INTERNAL(Duration.ZERO);

        private final Duration retryAfter;

        Reason(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }
    }

    private final Reason reason;

    /** Without a stack trace: a burst that is refused has a thousand of them, and they would all say the same. */
    private NotDone(Reason reason, @Nullable Throwable cause) {
        super(reason.name(), cause, false, false);
        this.reason = reason;
    }

    public static NotDone of(Reason reason) {
        return new NotDone(reason, null);
    }

    public static NotDone of(Reason reason, @Nullable Throwable cause) {
        return new NotDone(reason, cause);
    }

    public Reason reason() {
        return reason;
    }

    /** When it makes sense to try again; zero where it makes none. */
    public Duration retryAfter() {
        return reason.retryAfter;
    }
}
