package io.muster.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jspecify.annotations.Nullable;

/**
 * A provider's keys and their age. They are fetched when first needed, when they are old, and on demand. A key that the provider
 * has withdrawn is used for no longer than {@link Ages#fresh} after the last fetch that brought it began: whoever needs keys
 * while old ones are being fetched again waits for the answer, for some seconds. Only where the provider gave none the last time it was asked, the
 * old ones are used on. Blocks.
 */
final class FetchedKeys {
    /** Nobody makes this service hammer the provider with invented names of keys. */
    private static final Duration DEMAND_PAUSE = Duration.ofSeconds(10);

    /** A provider that has not answered by then is away. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(FetchedKeys.class);

    private final Source source;
    private final Ages ages;
    private final LongSupplier nanoTime;
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile @Nullable Fetched last;
    private volatile @Nullable Failure failure;

    /** Where the keys come from. */
    interface Source {
        /** @throws IOException if there are none */
        List<JsonWebKey> fetch() throws IOException;
    }

    /**
     * How long keys are used that were fetched once: as long does one live that is withdrawn.
     *
     * @param fresh then they are fetched again
     * @param whileAway so much longer while the provider gives none; then tokens cannot be verified
     */
    record Ages(Duration fresh, Duration whileAway) {}

    /** @param at when the fetch began: what it brought was published then or later */
    private record Fetched(List<JsonWebKey> keys, long at) {}

    /** The last fetch, where it brought nothing. */
    private record Failure(IOException cause, long at) {}

    FetchedKeys(Source source, Ages ages, LongSupplier nanoTime) {
        this.source = source;
        this.ages = ages;
        this.nanoTime = nanoTime;
    }

    /** @throws KeysUnavailableException where there are none that may still be used */
    List<JsonWebKey> current() throws KeysUnavailableException {
        if (isDue() && (mustWait() ? isAcquired() : fetching.tryLock())) {
            try {
                if (isDue()) {
                    fetchUnlessFailed(last == null ? PAUSE_AFTER_FAILURE : shorter(PAUSE_WHILE_AWAY, ages.fresh()));
                }
            } finally {
                fetching.unlock();
            }
        }
        return kept();
    }

    /** Somewhat before they are old: one caller fetches them then, and nobody has to wait. */
    private boolean isDue() {
        return !isYoungerThan(last, ages.fresh().multipliedBy(4).dividedBy(5));
    }

    /** Keys that are old may have been withdrawn, unless the provider is known to give none. */
    private boolean mustWait() {
        return !isYoungerThan(last, ages.fresh()) && (last == null || failure == null);
    }

    private boolean isAcquired() {
        try {
            return fetching.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The keys, fetched again unless they have just been; within a pause none are fetched, whatever the reason.
     *
     * @throws KeysUnavailableException where the provider gives none
     */
    List<JsonWebKey> renewed() throws KeysUnavailableException {
        fetching.lock();
        try {
            if (!isYoungerThan(last, shorter(DEMAND_PAUSE, ages.fresh()))) {
                fetchUnlessFailed(PAUSE_AFTER_FAILURE);
                Failure now = failure;
                if (now != null) {
                    throw new KeysUnavailableException(now.cause());
                }
            }
        } finally {
            fetching.unlock();
        }
        return kept();
    }

    /** Until when the keys are fresh, by the clock's nanoseconds; in the past where they are not. */
    long freshUntil() {
        Fetched known = last;
        return known == null
                ? nanoTime.getAsLong() - 1
                : known.at() + ages.fresh().toNanos();
    }

    /** Whether the provider gave no keys the last time it was asked, so that there may be some that are not known here. */
    boolean isFailing() {
        return failure != null;
    }

    private void fetchUnlessFailed(Duration pause) {
        Failure before = failure;
        long now = nanoTime.getAsLong();
        if (before != null && now - before.at() < pause.toNanos()) {
            return;
        }
        try {
            last = new Fetched(source.fetch(), now);
            failure = null;
        } catch (IOException e) {
            failure = new Failure(e, nanoTime.getAsLong());
            LOG.warnf("event=provider_keys outcome=not_fetched cause=%s", e);
        }
    }

    private List<JsonWebKey> kept() throws KeysUnavailableException {
        Fetched known = last;
        Failure now = failure;
        if (known != null && isYoungerThan(known, ages.fresh().plus(ages.whileAway()))) {
            return known.keys();
        }
        throw new KeysUnavailableException(now == null ? new IOException("the keys are too old") : now.cause());
    }

    private boolean isYoungerThan(@Nullable Fetched keys, Duration age) {
        return keys != null && nanoTime.getAsLong() - keys.at() < age.toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
