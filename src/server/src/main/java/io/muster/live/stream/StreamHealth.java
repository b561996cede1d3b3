package io.muster.live.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.live.step.LiveLoop;
import io.muster.live.step.LiveSettings;
import io.muster.live.step.ResumeToken;
import org.bson.BsonTimestamp;

/** Whether the stream is reliable. Updated on the {@link LiveLoop}, read from any thread. */
@Singleton
public final class StreamHealth {
    private final long silenceNanos;
    private final LongSupplier nanos;
    private final long started;
    private BsonTimestamp opened = new BsonTimestamp();
    private volatile boolean filled;
    private volatile boolean everFilled;
    private volatile long replied;

    @Inject
    StreamHealth(LiveSettings settings, StreamMetrics metrics) {
        this(settings.streamSilence(), System::nanoTime);
        metrics.up(this::isReady);
    }

    StreamHealth(Duration silence, LongSupplier nanos) {
        this.silenceNanos = silence.toNanos();
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** The stream was opened at this time of the database. */
    void opened(BsonTimestamp now) {
        filled = false;
        opened = now;
    }

    /**
     * The stream was read.
     *
     * @param nothing whether the database answered without events
     */
    public void read(ResumeToken position, boolean nothing) {
        replied = nanos.getAsLong();
        // Events of the very time of the opening may still come, until a later event or an empty answer.
        ResumeToken target = nothing ? ClusterTime.before(opened) : ClusterTime.after(opened);
        filled = filled || position.compareTo(target) >= 0;
        everFilled = everFilled || filled;
    }

    /** Whether everything up to the opening has been read. */
    public boolean isFilled() {
        return filled;
    }

    /**
     * Whether nobody gains by waiting for the stream any more: it has been filled once, or this process has been up as long
     * as a stream may be silent. What the process answers does not need it.
     */
    public boolean isStarted() {
        return everFilled || nanos.getAsLong() - started >= silenceNanos;
    }

    /** Whether everything up to the opening is told, and the database has answered lately. */
    boolean isReady() {
        return filled && nanos.getAsLong() - replied < silenceNanos;
    }
}
