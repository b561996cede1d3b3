package io.muster.store;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.WriteError;

/**
 * What a failure of the database, or of the way to it, means for a read and for a write. The only catalogue of them: whoever
 * has to tell one failure from another asks here. Codes are the server's, see {@code error_codes.yml} in its source.
 */
public enum DatabaseFailure {
    /** Somebody else was writing the same document. */
    CONFLICT(OnRead.UNAVAILABLE, OnWrite.RETRY),
    /** The server ended the transaction and says that another try may succeed. */
    TRANSACTION_ENDED(OnRead.UNAVAILABLE, OnWrite.RETRY),
    /** The server cannot be reached, has no primary, is stopping, or does not let this service in at the moment. */
    UNREACHABLE(OnRead.UNAVAILABLE, OnWrite.RETRY),
    /** The server answers that it can do nothing of the kind now, for whomever: no rights, no space on the disk. */
    INCAPABLE(OnRead.UNAVAILABLE, OnWrite.UNAVAILABLE),
    /** A document with this key is there already. */
    DUPLICATE_KEY(OnRead.FAULT, OnWrite.FAULT),
    /** The server refuses this very command. */
    REFUSED(OnRead.FAULT, OnWrite.FAULT),
    /** No failure of the database. */
    FOREIGN(OnRead.FAULT, OnWrite.FAULT);

    /** What a read answers. */
    public enum OnRead {
        /** 503: the same read may succeed soon. */
        UNAVAILABLE,
        /** 500. */
        FAULT
    }

    /** What a statement of a transaction leads to. For a commit, {@link #isCertainlyNotCommitted} decides. */
    public enum OnWrite {
        /** The transaction is tried again from its start, and is unavailable once its time is up. */
        RETRY,
        /** 503 for everything in the transaction, at once; nothing was recorded. */
        UNAVAILABLE,
        /** 500 for the command that causes it; nothing was recorded. */
        FAULT
    }

    private static final int NAMESPACE_EXISTS = 48;
    private static final int WRITE_CONFLICT = 112;
    private static final int DUPLICATE = 11000;

    /**
     * Host unreachable or not found, maximum time expired, network timeout, shutting down, primary stepped down, network
     * time limit, time limit, pool expired, socket closed, not primary, interrupted (at shutdown, by an operator, by a change
     * of state), recovering.
     */
    private static final Set<Integer> IN_TROUBLE =
            Set.of(6, 7, 50, 89, 91, 189, 202, 262, 317, 9001, 10107, 11600, 11601, 11602, 13435, 13436);

    /**
     * User not found, unauthorized, authentication failed, lock timeout, cursor gone, write concern failed or not to be
     * satisfied, read preference or read concern not to be satisfied, plan killed, snapshot unavailable, to be authenticated
     * again, a provider's limit, quota exceeded, disk full.
     */
    private static final Set<Integer> WITHOUT_MEANS =
            Set.of(11, 13, 18, 24, 43, 64, 100, 133, 134, 175, 246, 391, 8000, 12501, 14031);

    /**
     * Of a change stream that cannot resume: not a token (9, 40647, 50811), a position of a capped collection lost (136), the
     * token of an ended stream (260), a stream that cannot go on (280), history lost (286), start too far back (40576), event
     * not found (40585).
     */
    private static final Set<Integer> RESUME_TOKEN_LOST = Set.of(9, 136, 260, 280, 286, 40576, 40585, 40647, 50811);

    private static final String NOT_RESUMABLE = "NonResumableChangeStreamError";

    private final OnRead onRead;
    private final OnWrite onWrite;

    DatabaseFailure(OnRead onRead, OnWrite onWrite) {
        this.onRead = onRead;
        this.onWrite = onWrite;
    }

    public OnRead onRead() {
        return onRead;
    }

    public OnWrite onWrite() {
        return onWrite;
    }

    /** The entry of a failure. */
    public static DatabaseFailure of(Throwable failure) {
        if (!(failure instanceof MongoException mongo)) {
            return FOREIGN;
        }
        List<Integer> codes = codes(mongo);
        if (codes.contains(WRITE_CONFLICT)) {
            return CONFLICT;
        }
        if (codes.contains(DUPLICATE)) {
            return DUPLICATE_KEY;
        }
        if (isUnreachable(mongo) || codes.stream().anyMatch(IN_TROUBLE::contains)) {
            return UNREACHABLE;
        }
        if (mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
            return TRANSACTION_ENDED;
        }
        // The driver gave up before anything was sent: no session to be had, no host in the DNS, a server too old.
        return mongo instanceof MongoClientException || codes.stream().anyMatch(WITHOUT_MEANS::contains)
                ? INCAPABLE
                : REFUSED;
    }

    /** Whether a conflict was met at a fence, rather than at the event. */
    public static boolean isAtAFence(Throwable failure) {
        return failure instanceof FenceMetException;
    }

    /** The server's code of a failure; 0 where it has none. Of a bulk write, the first error's. */
    public static int codeOf(Throwable failure) {
        return failure instanceof MongoException mongo ? codes(mongo).get(0) : 0;
    }

    /** Whether the database, the driver or the way between them failed, whatever it means. */
    public static boolean isOfDatabase(Throwable failure) {
        return failure instanceof MongoException;
    }

    /** Whether the server answered a command, with an error. */
    public static boolean isAnswer(Throwable failure) {
        return failure instanceof MongoCommandException;
    }

    /** Whether a change stream cannot resume from its token, so that it has to start anew. */
    public static boolean isResumeTokenLost(Throwable failure) {
        return failure instanceof MongoException mongo
                && (RESUME_TOKEN_LOST.contains(mongo.getCode()) || mongo.hasErrorLabel(NOT_RESUMABLE));
    }

    /** Whether the collection to be created exists. */
    public static boolean isNamespaceExists(Throwable failure) {
        return isAnswer(failure) && codeOf(failure) == NAMESPACE_EXISTS;
    }

    /** Whether a document with this key is there already. */
    public static boolean isDuplicateKey(Throwable failure) {
        return of(failure) == DUPLICATE_KEY;
    }

    /** Whether of a bulk write only those were refused whose keys are there already. */
    public static boolean isOfDuplicatesAlone(Throwable failure) {
        return failure instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && codes(bulk).stream().allMatch(code -> code == DUPLICATE);
    }

    /**
     * Whether a failed commit is certain to have recorded nothing. Only the server can know, and it says so by the one label
     * without the other; after every other error, labelled or not, the change may be there.
     */
    public static boolean isCertainlyNotCommitted(Throwable failure) {
        return failure instanceof MongoCommandException command
                && command.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                && !command.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
    }

    /** Whether the driver gave something up because its time was over: the database may be slow rather than away. */
    public static boolean isOutOfTime(Throwable failure) {
        return failure instanceof MongoOperationTimeoutException;
    }

    private static List<Integer> codes(MongoException failure) {
        if (failure instanceof MongoBulkWriteException bulk
                && !bulk.getWriteErrors().isEmpty()) {
            return bulk.getWriteErrors().stream().map(WriteError::getCode).toList();
        }
        if (failure instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() != null) {
            return List.of(bulk.getWriteConcernError().getCode());
        }
        return List.of(failure.getCode());
    }

    private static boolean isUnreachable(MongoException failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || failure instanceof MongoServerUnavailableException
                || failure instanceof MongoInterruptedException
                // While a password is being replaced, each new connection is refused until the service has the new one.
                || failure instanceof MongoSecurityException
                || failure instanceof MongoConnectionPoolClearedException
                || isConnectionFoundClosed(failure);
    }

    /**
     * A connection that was found closed when a statement was to be written to it: the statement has not left this process.
     * With a timeout set, the driver (5.6) does not say so by one of its socket exceptions. It looks for its timeout handler
     * in the closed channel's pipeline, which is empty by then, and reports that as an internal error.
     */
    private static boolean isConnectionFoundClosed(MongoException failure) {
        return failure instanceof MongoInternalException && failure.getCause() instanceof NoSuchElementException;
    }
}
