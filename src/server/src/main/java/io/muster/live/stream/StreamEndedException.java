package io.muster.live.stream;

import java.util.Optional;

import io.muster.live.step.ResumeToken;

/** The journal's collection was dropped or renamed, and the stream over it has ended. */
final class StreamEndedException extends RuntimeException {
    private final transient Optional<ResumeToken> end;

    /** @param end where a stream over the next collection of that name may start, if the database said so */
    StreamEndedException(Optional<ResumeToken> end) {
        super("the journal's collection is gone", null, false, false);
        this.end = end;
    }

    Optional<ResumeToken> end() {
        return end;
    }
}
