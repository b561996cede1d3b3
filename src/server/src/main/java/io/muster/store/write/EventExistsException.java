package io.muster.store.write;

/** An event with this id was created before. */
public final class EventExistsException extends RuntimeException {
    public EventExistsException(Throwable cause) {
        super("event exists", cause, false, false);
    }
}
