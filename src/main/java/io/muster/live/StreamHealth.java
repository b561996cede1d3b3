package io.muster.live;

import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.bson.BsonTimestamp;

/** Whether the stream can be relied on. It is told on the {@link LiveLoop} and may be asked from anywhere. */
@Singleton
final class StreamHealth {
    private final long silenceNanos;
    private final LongSupplier nanos;
    private BsonTimestamp opened = new BsonTimestamp();
    private volatile boolean filled;
    private volatile long replied;

    @Inject
    StreamHealth(LiveSettings settings, StreamMetrics metrics) {
        this(settings.streamSilence(), System::nanoTime);
        metrics.up(this::isReady);
    }

    StreamHealth(Duration silence, LongSupplier nanos) {
        this.silenceNanos = silence.toNanos();
        this.nanos = nanos;
    }

    /** The stream was opened anew, at this time of the database. */
    void opened(BsonTimestamp now) {
        filled = false;
        opened = now;
    }

    /**
     * The stream was read.
     *
     * @param nothing whether it had been waited for something, in vain
     */
    void read(StreamPosition position, boolean nothing) {
        replied = nanos.getAsLong();
        // What has the very time of the opening may still come, until something later or nothing has.
        StreamPosition target = nothing ? ClusterTime.before(opened) : ClusterTime.after(opened);
        filled = filled || position.compareTo(target) >= 0;
    }

    /** Whether everything up to the opening is told, and the database has answered lately. */
    boolean isReady() {
        return filled && nanos.getAsLong() - replied < silenceNanos;
    }
}
