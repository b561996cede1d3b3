package io.muster.respond;

import java.util.Optional;

import io.muster.store.DatabaseFailure;

/**
 * What became of a part of a batch.
 *
 * @param report {@link BatchReport#NOTHING} of a part that was refused
 * @param refusal what all of it met with, nobody of it having been answered; empty if everybody has been
 */
record BatchPart(BatchReport report, Optional<Throwable> refusal) {
    static BatchPart settled(BatchReport report) {
        return new BatchPart(report, Optional.empty());
    }

    static BatchPart refused(Throwable refusal) {
        return new BatchPart(BatchReport.NOTHING, Optional.of(refusal));
    }

    /** Whether both were refused, and in the same way as far as the failures tell. */
    boolean isRefusedLike(BatchPart other) {
        return refusal.isPresent() && refusal.map(BatchPart::kind).equals(other.refusal.map(BatchPart::kind));
    }

    /**
     * The failure that the commands of a refused part receive. One alone is the culprit, unless the failure says otherwise. Several have
     * none among them, so that the database is to blame; for a fault of this service, this service.
     */
    UndecidedException answerTo(int commands) {
        Throwable failure = refusal.orElseThrow();
        boolean ofTheDatabase = DatabaseFailure.of(failure) != DatabaseFailure.FOREIGN;
        return commands > 1 && ofTheDatabase
                ? UndecidedException.of(UndecidedException.Reason.DATABASE_UNAVAILABLE, failure)
                : UndecidedException.ofNothingRecorded(failure);
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getName() + " " + DatabaseFailure.codeOf(failure);
    }
}
