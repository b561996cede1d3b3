package io.muster.store.write;

/** A version of the service that runs beside this one could not read it (docs/operations.md#schema-number). */
public final class NotYetAvailableException extends RuntimeException {
    public NotYetAvailableException() {
        super("not yet available", null, false, false);
    }
}
