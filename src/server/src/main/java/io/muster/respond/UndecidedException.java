package io.muster.respond;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.store.DatabaseFailure;
import io.muster.store.schema.UnknownSchemaException;
import org.jspecify.annotations.Nullable;

/** A command could not be decided, by a fault of the service and not of the caller. */
public final class UndecidedException extends RuntimeException {
    /** Why; each is the contract's {@code code} of the same name (docs/api.md#respond-trouble). */
    public enum Reason {
        /** The lane is full, the deadline passed while it queued, or the service is stopping. Certainly not recorded. */
        OVERLOADED(Duration.ofSeconds(1)),
        /** The database cannot be reached. Certainly not recorded. */
        DATABASE_UNAVAILABLE(Duration.ofSeconds(2)),
        /** The commit's answer was lost and could not be obtained again: it may have been recorded. */
        OUTCOME_UNKNOWN(Duration.ofSeconds(1)),
        /** A bug, or an error of the database about this command. This try recorded nothing; an earlier one of its key may have. */
        INTERNAL(Duration.ZERO);

        /** The seconds over which those are spread who come back. */
        static final int SPREAD = 5;

        private final Duration soonest;
        private final AtomicInteger refused = new AtomicInteger();

        /** @param soonest zero if retrying is useless */
        Reason(Duration soonest) {
            this.soonest = soonest;
        }

        /**
         * When the next one is to come back who is refused for what ends at a time that nobody knows: by turns, second by second, so
         * that a crowd that was refused at once does not come back at once. Zero if that is useless.
         */
        public Duration retryAfter() {
            return soonest.isZero() ? soonest : soonest.plusSeconds(Math.floorMod(refused.getAndIncrement(), SPREAD));
        }
    }

    /** Whether, and when, a transaction's time was over. */
    private enum RanOut {
        NOT,
        BEFORE,
        AT_WORK
    }

    private final Reason reason;
    private final Duration retryAfter;
    private final RanOut ranOut;

    private UndecidedException(Reason reason, Duration retryAfter, @Nullable Throwable cause) {
        this(reason, retryAfter, cause, RanOut.NOT);
    }

    /** Without a stack trace: an overloaded burst creates a thousand equal ones. */
    private UndecidedException(Reason reason, Duration retryAfter, @Nullable Throwable cause, RanOut ranOut) {
        super(reason.name(), cause, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.ranOut = ranOut;
    }

    public static UndecidedException of(Reason reason) {
        return of(reason, null);
    }

    public static UndecidedException of(Reason reason, @Nullable Throwable cause) {
        return new UndecidedException(reason, reason.retryAfter(), cause);
    }

    /**
     * The lane cannot decide it in time.
     *
     * @param retryAfter when it can
     */
    static UndecidedException overloaded(Duration retryAfter) {
        return new UndecidedException(Reason.OVERLOADED, retryAfter, null);
    }

    /** How a command is refused whose transaction, or look-up, came to nothing: nothing was recorded. */
    public static UndecidedException ofNothingRecorded(Throwable failure) {
        if (failure instanceof UndecidedException notDone) {
            return notDone;
        }
        if (failure instanceof UnknownSchemaException) {
            // This process is about to end, as one that is stopping.
            return of(Reason.OVERLOADED, failure);
        }
        DatabaseFailure kind = DatabaseFailure.of(failure);
        if (kind == DatabaseFailure.CONFLICT) {
            return of(Reason.OVERLOADED, failure);
        }
        return of(
                kind.onWrite() == DatabaseFailure.OnWrite.FAULT ? Reason.INTERNAL : Reason.DATABASE_UNAVAILABLE,
                failure);
    }

    /**
     * What to tell whoever sent a key of its own: that this try came to nothing does not mean that the key's first one did, so
     * "certainly not recorded" would be said of something that may be recorded.
     */
    public static UndecidedException toRepeatable(Throwable failure) {
        if (!(failure instanceof UndecidedException notDone)) {
            return of(Reason.OUTCOME_UNKNOWN, failure);
        }
        return notDone.reason == Reason.INTERNAL
                ? notDone
                : new UndecidedException(Reason.OUTCOME_UNKNOWN, notDone.retryAfter, failure);
    }

    /** The same, of a transaction that had begun and ran out of time. */
    public UndecidedException forLackOfTime() {
        return new UndecidedException(reason, retryAfter, getCause(), RanOut.AT_WORK);
    }

    /** The same, of a transaction that never began, since others had all the permits until its time was over. */
    public UndecidedException forLackOfAPermit() {
        return new UndecidedException(reason, retryAfter, getCause(), RanOut.BEFORE);
    }

    boolean isForLackOfTime() {
        return ranOut == RanOut.AT_WORK;
    }

    boolean isForLackOfAPermit() {
        return ranOut == RanOut.BEFORE;
    }

    /** Whether the database could not be reached, rather than that it was slow. */
    boolean isOfTheConnection() {
        Throwable cause = getCause();
        return cause != null
                && !DatabaseFailure.isOutOfTime(cause)
                && DatabaseFailure.of(cause) == DatabaseFailure.UNREACHABLE;
    }

    /** Whether others changed the same event meanwhile. */
    boolean isOfOthers() {
        Throwable cause = getCause();
        return cause != null && DatabaseFailure.of(cause) == DatabaseFailure.CONFLICT;
    }

    public Reason reason() {
        return reason;
    }

    /** When to retry; zero if retrying is useless. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
