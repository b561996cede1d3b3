package io.muster.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets as Standard Webhooks has them: a prefix and random bytes. */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private WebhookSecret() {}

    /** A new one. Its generator is made here: a native image refuses one that is created while it is built. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** What signs. */
    static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }
}
