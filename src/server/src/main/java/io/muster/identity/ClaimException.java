package io.muster.identity;

/** An invalid or missing claim in a token with a valid signature. Names the claim, never its value. */
final class ClaimException extends Exception {
    private static final long serialVersionUID = 1L;

    ClaimException(String claim, String rule) {
        super(claim + ": " + rule);
    }
}
