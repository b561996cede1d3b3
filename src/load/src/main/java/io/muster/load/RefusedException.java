package io.muster.load;

/** The request cannot be carried out; the message says what to do. */
final class RefusedException extends RuntimeException {
    RefusedException(String message) {
        super(message);
    }
}
