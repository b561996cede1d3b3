package io.muster.identity;

import java.security.Key;
import java.util.List;

import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** One secret, or two during a rotation: a token may be signed with either. */
final class SecretKeys implements Keys {
    private final List<HmacKey> keys;

    SecretKeys(HmacKey... keys) {
        this.keys = List.of(keys);
    }

    SecretKeys and(HmacKey previous) {
        return new SecretKeys(keys.get(0), previous);
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        for (HmacKey key : keys) {
            if (verifies(jws, key)) {
                return key;
            }
        }
        throw new UnresolvableKeyException("no secret verifies the token");
    }

    /** They change with the process only. */
    @Override
    public long reliableUntil() {
        return System.nanoTime() + KnownTokens.LONGEST.toNanos();
    }

    /** The algorithm was constrained before, so that another one than HS256 fails here. */
    private static boolean verifies(JsonWebSignature jws, Key key) throws UnresolvableKeyException {
        try {
            jws.setKey(key);
            return jws.verifySignature();
        } catch (JoseException e) {
            throw new UnresolvableKeyException("the token cannot be verified with a secret", e);
        }
    }
}
