package io.muster.embedded.storage;

import java.util.Optional;

/**
 * A write meets a document or a unique key that another transaction has written: it is still open, or has committed
 * after the snapshot of the one that writes.
 */
public final class WriteConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<WriteTransaction> owner;

    WriteConflictException(Optional<WriteTransaction> owner) {
        super("WriteConflict", null, false, false);
        this.owner = owner;
    }

    /** The open transaction in the way; empty if a new snapshot is all that is needed. */
    public Optional<WriteTransaction> owner() {
        return owner;
    }
}
