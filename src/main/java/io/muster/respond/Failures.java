package io.muster.respond;

import java.util.Set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

/** What the errors of a transaction mean for it. */
final class Failures {
    private static final int WRITE_CONFLICT = 112;
    private static final int DUPLICATE_KEY = 11000;

    /**
     * Codes by which a server says that it, not the command, is in trouble: host unreachable or not found, network timeout,
     * shutting down, exceeded time limit, not primary, recovering, interrupted by a change of state, socket closed.
     */
    private static final Set<Integer> SERVER_IN_TROUBLE =
            Set.of(6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private Failures() {}

    /** Whether somebody else was writing the same document. */
    static boolean isConflict(Throwable failure) {
        return failure instanceof MongoException mongo && mongo.getCode() == WRITE_CONFLICT;
    }

    /** Whether it is there already; a bulk write says so in its errors' own codes. */
    static boolean isDuplicateKey(Throwable failure) {
        return failure instanceof MongoBulkWriteException bulk
                ? bulk.getWriteErrors().stream().anyMatch(error -> error.getCode() == DUPLICATE_KEY)
                : failure instanceof MongoException mongo && mongo.getCode() == DUPLICATE_KEY;
    }

    /** Whether a statement's failure is nobody's fault, so that the transaction may be tried again from its start. */
    static boolean isPassing(Throwable failure) {
        return isLabelled(failure, MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                || isConflict(failure)
                || isUnreachable(failure);
    }

    /** Whether the database, or the way to it, is in trouble. */
    static boolean isUnreachable(Throwable failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || failure instanceof MongoSecurityException
                || failure instanceof MongoConnectionPoolClearedException
                || failure instanceof MongoServerUnavailableException
                || failure instanceof MongoInterruptedException
                || ClosedConnection.isSaidBy(failure)
                || (failure instanceof MongoException mongo && SERVER_IN_TROUBLE.contains(mongo.getCode()));
    }

    /**
     * Whether a failed commit is certain to have recorded nothing. Only the server can know, and it says so by the one label
     * without the other; after every other error, labelled or not, the change may be there.
     */
    static boolean isCertainlyNotCommitted(Throwable failure) {
        return failure instanceof MongoCommandException
                && isLabelled(failure, MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                && !isLabelled(failure, MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
    }

    /** How a command is refused whose transaction came to nothing. */
    static NotDone notRecorded(Throwable failure) {
        if (failure instanceof NotDone notDone) {
            return notDone;
        }
        NotDone.Reason reason = isConflict(failure)
                ? NotDone.Reason.OVERLOADED
                : isPassing(failure) || failure instanceof MongoClientException
                        ? NotDone.Reason.DATABASE_UNAVAILABLE
                        : NotDone.Reason.INTERNAL;
        return NotDone.of(reason, failure);
    }

    private static boolean isLabelled(Throwable failure, String label) {
        return failure instanceof MongoException mongo && mongo.hasErrorLabel(label);
    }
}
