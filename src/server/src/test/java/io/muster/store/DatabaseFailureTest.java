package io.muster.store;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoInternalException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the driver's failures mean. */
class DatabaseFailureTest {
    private static final ServerAddress SERVER = new ServerAddress();

    static List<MongoException> ofTheWay() {
        return List.of(
                new MongoTimeoutException("no server"),
                new MongoOperationTimeoutException("too slow"),
                new MongoSocketReadException("lost", SERVER),
                new MongoSecurityException(MongoCredential.createCredential("u", "d", new char[0]), "refused"),
                new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), SERVER), null),
                new MongoNotPrimaryException(new BsonDocument(), SERVER),
                new MongoNodeIsRecoveringException(new BsonDocument(), SERVER),
                new MongoInternalException("Unexpected exception", new NoSuchElementException("a handler of Netty's")));
    }

    @ParameterizedTest
    @MethodSource("ofTheWay")
    void whatCannotBeReachedIsUnavailableToReadsAndTriedAgainByWrites(MongoException failure) {
        assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.UNREACHABLE);
        assertMeans(failure, DatabaseFailure.OnRead.UNAVAILABLE, DatabaseFailure.OnWrite.RETRY);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 91, 189, 262, 10107, 11600, 11602, 13436})
    void soIsAServerThatSaysItIsInTrouble(int code) {
        assertThat(DatabaseFailure.of(command(code))).isEqualTo(DatabaseFailure.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18, 134, 12501, 14031})
    void whatTheServerCanDoForNobodyIsUnavailableToBoth(int code) {
        assertThat(DatabaseFailure.of(command(code))).isEqualTo(DatabaseFailure.INCAPABLE);
        assertThat(DatabaseFailure.of(bulk(code))).isEqualTo(DatabaseFailure.INCAPABLE);
        assertMeans(command(code), DatabaseFailure.OnRead.UNAVAILABLE, DatabaseFailure.OnWrite.UNAVAILABLE);
    }

    @Test
    void whatTheDriverCannotBeginIsUnavailableToBoth() {
        assertThat(DatabaseFailure.of(new MongoClientException("no sessions"))).isEqualTo(DatabaseFailure.INCAPABLE);
    }

    @Test
    void aConflictIsNobodysFault() {
        assertThat(DatabaseFailure.of(command(112))).isEqualTo(DatabaseFailure.CONFLICT);
        assertMeans(command(112), DatabaseFailure.OnRead.UNAVAILABLE, DatabaseFailure.OnWrite.RETRY);
    }

    @Test
    void theServersLabelMakesATransactionWorthAnotherTry() {
        MongoException killed = command(251);
        assertThat(DatabaseFailure.of(killed)).isEqualTo(DatabaseFailure.REFUSED);

        killed.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);

        assertThat(DatabaseFailure.of(killed)).isEqualTo(DatabaseFailure.TRANSACTION_ENDED);
        assertThat(DatabaseFailure.of(killed).onWrite()).isEqualTo(DatabaseFailure.OnWrite.RETRY);
    }

    @Test
    void aDuplicateIsKnownHoweverItWasWritten() {
        WriteError error = new WriteError(11000, "duplicate", new BsonDocument());

        assertThat(List.of(command(11000), bulk(11000), new MongoWriteException(error, SERVER, Set.of())))
                .allMatch(DatabaseFailure::isDuplicateKey);
    }

    @Test
    void whatIsRefusedIsAFault() {
        List<MongoException> refusals = List.of(
                command(2),
                bulk(17419),
                new MongoInternalException("Unexpected exception", new IllegalStateException()));

        assertThat(refusals).allSatisfy(failure -> {
            assertThat(DatabaseFailure.of(failure)).isEqualTo(DatabaseFailure.REFUSED);
            assertMeans(failure, DatabaseFailure.OnRead.FAULT, DatabaseFailure.OnWrite.FAULT);
        });
    }

    @Test
    void whatIsNotTheDatabasesIsAFaultToo() {
        assertThat(DatabaseFailure.of(new IllegalStateException())).isEqualTo(DatabaseFailure.FOREIGN);
        assertMeans(new IllegalStateException(), DatabaseFailure.OnRead.FAULT, DatabaseFailure.OnWrite.FAULT);
    }

    @Test
    void theCodeIsTheServers() {
        assertThat(DatabaseFailure.codeOf(command(13))).isEqualTo(13);
        assertThat(DatabaseFailure.codeOf(bulk(14031))).isEqualTo(14031);
        assertThat(DatabaseFailure.codeOf(new IllegalStateException())).isZero();
    }

    private static void assertMeans(Throwable failure, DatabaseFailure.OnRead onRead, DatabaseFailure.OnWrite onWrite) {
        assertThat(DatabaseFailure.of(failure).onRead()).isEqualTo(onRead);
        assertThat(DatabaseFailure.of(failure).onWrite()).isEqualTo(onWrite);
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)), SERVER);
    }

    private static MongoBulkWriteException bulk(int code) {
        BulkWriteError error = new BulkWriteError(code, "refused", new BsonDocument(), 0);
        return new MongoBulkWriteException(BulkWriteResult.unacknowledged(), List.of(error), null, SERVER, Set.of());
    }
}
