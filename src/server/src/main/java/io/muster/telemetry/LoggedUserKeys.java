package io.muster.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.identity.IdentityConfig;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * The name of a person in the log: an HMAC of the userKey. A plain hash would not do, because userKeys, like e-mail
 * addresses, can be guessed.
 */
@Singleton
public final class LoggedUserKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "muster: people in the log";
    private static final int LEAST_SECRET_BYTES = 32;
    /** 128 bits: no two people share a name. */
    private static final int BYTES = 16;

    private final boolean plain;
    private final ThreadLocal<Mac> macs;

    @Inject
    public LoggedUserKeys(LogSettings settings, IdentityConfig identity) {
        this(settings, identity.jwt().secret());
    }

    public LoggedUserKeys(LogSettings settings, Optional<String> tokenSecret) {
        this.plain = settings.plainUserKeys();
        SecretKeySpec key = new SecretKeySpec(key(settings, tokenSecret), ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    /** The logged form of a userKey: 32 hexadecimal digits, unless configured to be plain. */
    public String of(String userKey) {
        if (plain) {
            return userKey;
        }
        byte[] hidden = macs.get().doFinal(userKey.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hidden, 0, BYTES);
    }

    private static byte[] key(LogSettings settings, Optional<String> tokenSecret) {
        return settings.userKeySecret()
                .map(LoggedUserKeys::longEnough)
                .or(() -> tokenSecret.map(LoggedUserKeys::derived))
                .orElseGet(LoggedUserKeys::random);
    }

    private static byte[] longEnough(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw new ConfigurationException("MUSTER_LOG_USER_KEY_SECRET must have at least 32 bytes");
        }
        return bytes;
    }

    /** A derived key, so that the log allows no conclusion about the secret of the tokens. */
    private static byte[] derived(String tokenSecret) {
        Mac mac = mac(new SecretKeySpec(tokenSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        return mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random() {
        byte[] key = new byte[LEAST_SECRET_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
