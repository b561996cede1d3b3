package io.muster.event.journal;

/** The journal is not one of an event's whole life. Says versions only, never people. */
public final class BrokenJournalException extends RuntimeException {
    BrokenJournalException(String message) {
        super(message);
    }
}
