package io.muster.store.write;

import com.mongodb.MongoException;

/** A transaction found fences missing that are there by now: another try finds them. */
final class FencesMadeException extends MongoException {
    private static final long serialVersionUID = 1L;

    FencesMadeException() {
        super("fences were missing");
        addLabel(TRANSIENT_TRANSACTION_ERROR_LABEL);
    }
}
