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
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * The keys a provider publishes. Fetched when first needed, again when they are old and when a token names one that is
 * not there, at most once in {@link #REFRESH_PAUSE}: nobody makes this service hammer the provider with invented names.
 * Keys once fetched are used on while the provider is away. Fetching blocks, so this runs on a worker thread.
 */
final class PublishedKeys implements VerificationKeyResolver {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(10);
    private static final Duration KEPT_WHILE_AWAY = Duration.ofMinutes(1);

    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final HttpsJwks published;

    PublishedKeys(HttpsJwks published) {
        this.published = published;
        published.setRefreshReprieveThreshold(REFRESH_PAUSE.toMillis());
        published.setRetainCacheOnErrorDuration(KEPT_WHILE_AWAY.toSeconds());
        published.setSimpleHttpGet(new RestingGet(get(), Duration.ofSeconds(1)));
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
        if (chosen == null) {
            throw new UnresolvableKeyException("no key fits the token");
        }
        return chosen.getKey();
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
            return published.getJsonWebKeys();
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
