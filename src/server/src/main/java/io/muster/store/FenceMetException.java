package io.muster.store;

import com.mongodb.MongoException;

/**
 * A transaction of another event stands at a fence that this one has to pass, or has passed it since this one began. A conflict as any
 * other, except that nobody else need be at this event.
 */
public final class FenceMetException extends MongoException {
    private static final long serialVersionUID = 1L;

    /** @param conflict what the database said */
    public FenceMetException(MongoException conflict) {
        super(conflict.getCode(), "a fence was met", conflict);
        addLabel(TRANSIENT_TRANSACTION_ERROR_LABEL);
    }
}
