package io.muster.load;

/** What was asked for cannot be done; the message says what to do. */
final class Refused extends RuntimeException {
    Refused(String message) {
        super(message);
    }
}
