package io.muster.store.write;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import io.muster.event.Event;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.OverlapRule;

/**
 * An event as read by a transaction.
 *
 * @param now the database's time of the same read
 * @param figuresWrong whether stored derived fields are wrong; computed on demand
 * @param schema the database's {@link SchemaNumber} in the same snapshot
 * @param overlap the firm's rule in the same snapshot; none below {@link SchemaNumber#OVERLAP}
 * @param blocks whether the firm may have blocked somebody, in the same snapshot
 * @param forgets whether the firm may have erased somebody or is doing so, in the same snapshot
 * @param openTurns how many {@linkplain TurnNumbers numbers} were drawn and not served yet, that of the reader included
 */
public record Snapshot(
        Event event,
        Instant now,
        BooleanSupplier figuresWrong,
        int schema,
        OverlapRule overlap,
        boolean blocks,
        boolean forgets,
        long openTurns) {
    public Snapshot {
        overlap = schema < SchemaNumber.OVERLAP ? OverlapRule.NONE : overlap;
    }

    /** Whether it may matter for anybody who responds or waits what the firm says of the person. */
    public boolean judgesPeople() {
        return blocks || forgets;
    }

    /** A snapshot whose derived fields are right, of a database in which everything may be recorded, and of a firm without rules. */
    public Snapshot(Event event, Instant now) {
        this(event, now, () -> false, SchemaNumber.NEWEST, OverlapRule.NONE, false, false, 0);
    }
}
