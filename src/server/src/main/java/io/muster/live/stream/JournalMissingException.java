package io.muster.live.stream;

/** The collection does not exist. */
final class JournalMissingException extends RuntimeException {
    JournalMissingException() {
        super("no journal", null, false, false);
    }
}
