package io.muster.api;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.muster.respond.ClosedConnection;

/** Tells a database that is away from one that refuses what this service asks. */
final class DatabaseTrouble {
    private DatabaseTrouble() {}

    static boolean isUnavailable(MongoException failure) {
        return failure instanceof MongoTimeoutException
                || failure instanceof MongoSocketException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || failure instanceof MongoOperationTimeoutException
                || failure instanceof MongoServerUnavailableException
                || failure instanceof MongoInterruptedException
                || ClosedConnection.isSaidBy(failure);
    }
}
