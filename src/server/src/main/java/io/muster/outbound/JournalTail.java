package io.muster.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.muster.store.outbound.Unnumbered.Line;
import io.smallrye.mutiny.Uni;

/** An open change stream over the journal. */
interface JournalTail {
    /**
     * Lines in commit order.
     *
     * @param token where to go on after them; empty where the database does not say
     */
    record Part(List<Line> lines, Optional<String> token) {}

    /** What came with its opening. */
    Part first();

    /** The next lines, as soon as there are any; none after a while. */
    Uni<Part> next(Duration longest);

    /** Never fails. */
    Uni<Void> close();
}
