package io.muster.identity;

/** A claim that a well-signed token should not carry, or lacks. Names the claim, never its value. */
final class ClaimException extends Exception {
    private static final long serialVersionUID = 1L;

    ClaimException(String claim, String rule) {
        super(claim + ": " + rule);
    }
}
