package io.muster.people;

import java.security.SecureRandom;
import java.util.Base64;

import io.muster.event.Digest;

/**
 * Lets one person join a firm as a certain member: 128 random bits. Whoever has it may use it, so that only its hash is stored, and it is
 * printed nowhere.
 */
public final class InvitationCode {
    private static final int BYTES = 16;

    private final String text;

    private InvitationCode(String text) {
        this.text = text;
    }

    /** One that nobody can guess. Its generator is made here: a native image refuses one that is created while it is built. */
    public static InvitationCode random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new InvitationCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What somebody says is one; blanks around it are none of it. */
    public static InvitationCode of(String text) {
        return new InvitationCode(text.strip());
    }

    /** 22 characters of {@code A-Za-z0-9_-}. */
    public String text() {
        return text;
    }

    /** What is stored of it, and what it is found by. The bits are random, so that no salt is needed. */
    public String hash() {
        return Digest.hex("invitation", text);
    }

    /** Not the code. */
    @Override
    public String toString() {
        return "invitation code";
    }
}
