package io.muster.live;

import java.util.Optional;

/** The journal's collection was dropped or renamed, and the stream over it is at its end. */
final class StreamEnded extends RuntimeException {
    private final transient Optional<StreamPosition> end;

    /** @param end where a stream over the next collection of that name may begin, if the database said so */
    StreamEnded(Optional<StreamPosition> end) {
        super("the journal's collection is gone", null, false, false);
        this.end = end;
    }

    Optional<StreamPosition> end() {
        return end;
    }
}
