package io.muster.identity;

/** The secret of development and tests. It is public, so production refuses it. */
public final class DevelopmentSecret {
    public static final String VALUE = "muster-development-only-a-public-secret";

    private DevelopmentSecret() {}
}
