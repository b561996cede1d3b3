package io.muster.live;

import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * How long the stream rests before it is opened again: longer with each trouble, and short again after it has been well for
 * a while. That it could be opened is not enough: a lost place may show only later, time and again. Touched by the
 * {@link LiveLoop} alone.
 */
@Singleton
final class StreamPauses {
    /** How long a missing journal is left alone; to ask for it costs nearly nothing. */
    private static final Duration LONGEST_FOR_MISSING = Duration.ofSeconds(1);

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
        return trouble == StreamTrouble.MISSING && pause.compareTo(LONGEST_FOR_MISSING) > 0
                ? LONGEST_FOR_MISSING
                : pause;
    }
}
