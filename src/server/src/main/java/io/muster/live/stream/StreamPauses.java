package io.muster.live.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.live.step.LiveLoop;

/**
 * The pause before the stream is opened again: longer with each failure, and short again after the stream has worked for a
 * while. That it could be opened is not enough: a lost resume token may show only later, and repeatedly. Touched by the
 * {@link LiveLoop} alone.
 */
@Singleton
final class StreamPauses {
    /** The longest pause while the journal is missing; asking for it costs nearly nothing. */
    private static final Duration LONGEST_FOR_MISSING = Duration.ofSeconds(1);

    /**
     * How long after the database could not be reached, or another became the primary: the driver waits for a primary by
     * itself, so to ask often costs little, and clients receive frames again soon after the election.
     */
    private static final Duration LONGEST_FOR_ABSENT = Duration.ofMillis(500);

    private final StreamBackoff backoff;
    private final LongSupplier nanos;
    private int troubles;
    private long wellSince = Long.MAX_VALUE;

    @Inject
    StreamPauses(StreamBackoff backoff) {
        this(backoff, System::nanoTime);
    }

    StreamPauses(StreamBackoff backoff, LongSupplier nanos) {
        this.backoff = backoff;
        this.nanos = nanos;
    }

    void opened() {
        wellSince = nanos.getAsLong();
    }

    Duration before(StreamTrouble trouble) {
        boolean recovered =
                wellSince != Long.MAX_VALUE && nanos.getAsLong() - wellSince > StreamBackoff.LONGEST.toNanos();
        wellSince = Long.MAX_VALUE;
        Duration pause = backoff.after(recovered ? 0 : troubles);
        troubles = recovered ? 1 : troubles + 1;
        Duration longest = longest(trouble);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    private static Duration longest(StreamTrouble trouble) {
        return switch (trouble) {
            case MISSING -> LONGEST_FOR_MISSING;
            case REFUSED, UNREACHABLE -> LONGEST_FOR_ABSENT;
            case ENDED, LOST, UNHEARD -> StreamBackoff.LONGEST;
        };
    }
}
