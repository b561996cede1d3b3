package io.muster.people;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import io.muster.event.Digest;

/** The secret in the address of a calendar: 128 random bits. Whoever has it reads the calendar. */
public final class CalendarSecret {
    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

    private CalendarSecret() {}

    /** A new one. */
    public static String random() {
        // Not from a field: a native image refuses one that is created while it is built.
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is stored of it; empty for what cannot be a secret. It needs no salt: nobody can try all of its 128 bits. */
    public static Optional<String> hash(String secret) {
        return FORM.matcher(secret).matches() ? Optional.of(Digest.hex("calendar", secret)) : Optional.empty();
    }
}
