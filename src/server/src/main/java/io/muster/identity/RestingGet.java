package io.muster.identity;

import java.io.IOException;
import java.time.Duration;

import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jspecify.annotations.Nullable;

/**
 * A GET that pauses after a failure: calls meanwhile fail at once with the same failure, instead of waiting one after
 * the other.
 */
final class RestingGet implements SimpleGet {
    private final SimpleGet get;
    private final long restNanos;

    private volatile @Nullable Failure last;

    private record Failure(IOException exception, long at) {}

    RestingGet(SimpleGet get, Duration rest) {
        this.get = get;
        this.restNanos = rest.toNanos();
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        Failure failure = last;
        if (failure != null && System.nanoTime() - failure.at < restNanos) {
            throw new IOException("resting after a failure", failure.exception);
        }
        try {
            return get.get(location);
        } catch (IOException e) {
            last = new Failure(e, System.nanoTime());
            throw e;
        }
    }
}
