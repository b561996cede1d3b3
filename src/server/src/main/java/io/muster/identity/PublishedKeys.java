package io.muster.identity;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the key of a token among those that a provider publishes. They are fetched again when a token names one that is not
 * there. Fetching blocks, so this runs on a worker thread.
 */
final class PublishedKeys implements Keys {
    private static final Duration RELIABLE = Duration.ofMinutes(1);

    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final FetchedKeys fetched;
    private final LongSupplier nanoTime;

    PublishedKeys(FetchedKeys.Source source, FetchedKeys.Ages ages, LongSupplier nanoTime) {
        this.fetched = new FetchedKeys(source, ages, nanoTime);
        this.nanoTime = nanoTime;
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        checkAlgorithm(jws);
        List<JsonWebKey> keys = fetched.current();
        if (select(jws, keys) == null) {
            keys = fetched.renewed();
        }
        if (keys.size() > 1 && jws.getKeyIdHeaderValue() == null) {
            throw new UnresolvableKeyException("several keys, and the token does not say which");
        }
        JsonWebKey chosen = select(jws, keys);
        if (chosen == null && fetched.isFailing()) {
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
        long now = nanoTime.getAsLong();
        return now + Math.min(RELIABLE.toNanos(), fetched.freshUntil() - now);
    }

    /** First: a token whose algorithm rules it out is bad whether or not the provider can be asked. */
    private static void checkAlgorithm(JsonWebSignature jws) throws UnresolvableKeyException {
        try {
            jws.getAlgorithm();
        } catch (JoseException e) {
            throw new UnresolvableKeyException("the token's algorithm is not among those of the keys", e);
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
