package io.muster.identity;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * Asks a provider for its keys. An answer without a key that a token could be verified with is no answer, so that the keys known
 * before are used on. What the answer says of caching is not looked at: how long it is good for is a setting of ours.
 */
final class ProviderKeys implements FetchedKeys.Source {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String address;
    private final SimpleGet get = get();

    ProviderKeys(String address) {
        this.address = address;
    }

    private static SimpleGet get() {
        Get get = new Get();
        get.setConnectTimeout((int) TIMEOUT.toMillis());
        get.setReadTimeout((int) TIMEOUT.toMillis());
        get.setRetries(0);
        return get;
    }

    @Override
    public List<JsonWebKey> fetch() throws IOException {
        List<JsonWebKey> keys = read(get.get(address).getBody());
        if (keys.stream().noneMatch(ProviderKeys::isUsable)) {
            throw new IOException("no key in the provider's answer");
        }
        return keys;
    }

    private static List<JsonWebKey> read(String body) throws IOException {
        try {
            return List.copyOf(new JsonWebKeySet(body).getJsonWebKeys());
        } catch (JoseException | RuntimeException e) {
            // Of an answer that is JSON and no set of keys, the library says so by a ClassCastException.
            throw new IOException("the provider's answer holds no keys", e);
        }
    }

    private static boolean isUsable(JsonWebKey key) {
        return key instanceof PublicJsonWebKey
                && (key.getUse() == null || key.getUse().equals(Use.SIGNATURE));
    }
}
