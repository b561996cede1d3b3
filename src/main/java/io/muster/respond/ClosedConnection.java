package io.muster.respond;

import java.util.NoSuchElementException;

import com.mongodb.MongoInternalException;

/**
 * A connection that was found closed when a statement was to be written to it. With a timeout set, the driver (5.6) does
 * not say so by one of its socket exceptions: it looks for its timeout handler in the closed channel's pipeline, which is
 * empty by then, and reports that as an internal error.
 */
public final class ClosedConnection {
    private ClosedConnection() {}

    /** Whether the failure says this. The statement has not left this process. */
    public static boolean isSaidBy(Throwable failure) {
        return failure instanceof MongoInternalException && failure.getCause() instanceof NoSuchElementException;
    }
}
