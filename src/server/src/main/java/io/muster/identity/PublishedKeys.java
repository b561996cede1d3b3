package io.muster.identity;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;

import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The keys a provider publishes. Fetched when first needed, again when they are old and when a token names one that is
 * not there, at most once in {@link #REFRESH_PAUSE}: nobody makes this service hammer the provider with invented names.
 * Keys once fetched are used on while the provider is away, or answers with none. Fetching blocks, so this runs on a worker thread.
 */
final class PublishedKeys implements Keys {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(10);
    private static final Duration RELIABLE = Duration.ofMinutes(1);
    private static final Duration ASKED_AGAIN_WHILE_AWAY = Duration.ofMinutes(1);

    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final HttpsJwks published;
    private final UsableKeys usable = new UsableKeys(get());
    private final Ages ages;

    /**
     * How long keys are used that were fetched once: as long does one live that is withdrawn.
     *
     * @param fresh then they are fetched again
     * @param whileAway so much longer while the provider gives none; then tokens cannot be verified
     */
    record Ages(Duration fresh, Duration whileAway) {}

    PublishedKeys(HttpsJwks published, Ages ages) {
        this.published = published;
        this.ages = ages;
        published.setDefaultCacheDuration(ages.fresh().toSeconds());
        // No longer than keys are fresh: within it no answer is asked for, whatever the reason.
        published.setRefreshReprieveThreshold(
                shorter(REFRESH_PAUSE, ages.fresh()).toMillis());
        published.setRetainCacheOnErrorDuration(
                shorter(ASKED_AGAIN_WHILE_AWAY, ages.fresh()).toSeconds());
        published.setSimpleHttpGet(new RestingGet(usable, Duration.ofSeconds(1)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Get get() {
        Get get = new Get();
        get.setConnectTimeout((int) TIMEOUT.toMillis());
        get.setReadTimeout((int) TIMEOUT.toMillis());
        get.setRetries(0);
        return get;
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        checkAlgorithm(jws);
        List<JsonWebKey> keys = keys();
        if (select(jws, keys) == null) {
            refresh();
            keys = keys();
        }
        if (keys.size() > 1 && jws.getKeyIdHeaderValue() == null) {
            throw new UnresolvableKeyException("several keys, and the token does not say which");
        }
        JsonWebKey chosen = select(jws, keys);
        if (chosen == null && usable.isFailing()) {
            throw new KeysUnavailableException(
                    new IOException("the provider gives no keys, and none of those known fits"));
        }
        if (chosen == null) {
            throw new UnresolvableKeyException("no key fits the token");
        }
        return chosen.getKey();
    }

    /** For a minute, and not beyond the time at which they have to be fetched again: a withdrawn key lives no longer than without it. */
    @Override
    public long reliableUntil() {
        Duration fresh = ages.fresh().minus(usable.age());
        return System.nanoTime() + shorter(RELIABLE, fresh).toNanos();
    }

    /** First: a token whose algorithm rules it out is bad whether or not the provider can be asked. */
    private static void checkAlgorithm(JsonWebSignature jws) throws UnresolvableKeyException {
        try {
            jws.getAlgorithm();
        } catch (JoseException e) {
            throw new UnresolvableKeyException("the token's algorithm is not among those of the keys", e);
        }
    }

    private List<JsonWebKey> keys() throws KeysUnavailableException {
        try {
            List<JsonWebKey> keys = published.getJsonWebKeys();
            if (usable.age().compareTo(ages.fresh().plus(ages.whileAway())) > 0) {
                throw new KeysUnavailableException(new IOException("the keys are too old"));
            }
            return keys;
        } catch (IOException | JoseException e) {
            throw new KeysUnavailableException(e);
        }
    }

    private void refresh() throws KeysUnavailableException {
        try {
            published.refresh();
        } catch (IOException | JoseException e) {
            throw new KeysUnavailableException(e);
        }
    }

    private @Nullable JsonWebKey select(JsonWebSignature jws, List<JsonWebKey> keys) throws UnresolvableKeyException {
        try {
            return selector.select(jws, keys);
        } catch (JoseException e) {
            throw new UnresolvableKeyException("the token's header cannot be used", e);
        }
    }
}
