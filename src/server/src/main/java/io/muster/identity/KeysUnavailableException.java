package io.muster.identity;

import org.jose4j.lang.UnresolvableKeyException;

/**
 * The provider's keys could not be fetched, so that a token can neither be accepted nor refused; not the caller's
 * fault.
 */
public final class KeysUnavailableException extends UnresolvableKeyException {
    private static final long serialVersionUID = 1L;

    KeysUnavailableException(Throwable cause) {
        super("the keys to verify tokens with cannot be fetched", cause);
    }

    /** Whether it is the cause of a failed authentication. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KeysUnavailableException) {
                return true;
            }
        }
        return false;
    }
}
