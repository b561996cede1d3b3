package io.muster.api.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerId;
import io.muster.event.Refusal;
import io.muster.respond.Changes;
import io.muster.respond.UndecidedException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which problem a failure is. */
class ProblemTest {
    private static ProblemException expected(Throwable failure) {
        return Problems.expected(failure).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "999,1", "1000,1", "1001,2", "59999,60", "60000,60"})
    void retryAfterIsNeverTooEarly(long millis, String header) {
        assertThat(new ProblemException(ProblemType.RATE_LIMITED)
                        .retryAfter(Duration.ofMillis(millis))
                        .headers())
                .containsEntry("Retry-After", header);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasItsType(Refusal.Reason reason) {
        ProblemException problem = ProblemException.of(Refusal.of(reason));

        assertThat(problem.type().code()).isEqualTo(reason.name());
        assertThat(problem.type().status()).isBetween(400, 499);
        assertThat(problem.message()).isNotBlank();
    }

    @Test
    void aFullRoleIsNamed() {
        ProblemException problem = ProblemException.of(new Refusal(
                Refusal.Reason.CAPACITY_FULL, Map.of("role", "Server", "capacity", 10, "taken", 10, "version", 12L)));

        assertThat(problem.message()).isEqualTo("No spots left for role 'Server'");
        assertThat(problem.facts())
                .containsEntry("role", "Server")
                .containsEntry("capacity", 10)
                .containsEntry("taken", 10)
                .containsEntry("version", 12L);
    }

    @Test
    void whoIsInIsToldSo() {
        assertThat(ProblemException.of(Refusal.of(Refusal.Reason.ALREADY_ACCEPTED))
                        .message())
                .isEqualTo("You have already accepted this event");
    }

    @Test
    void anEventsStatusDoesNotTakeTheHttpStatusPlace() {
        ProblemException problem =
                ProblemException.of(new Refusal(Refusal.Reason.WRONG_STATUS, Map.of("status", "draft")));

        assertThat(problem.facts()).containsOnly(Map.entry("eventStatus", "draft"));
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeDoneHasItsType(UndecidedException.Reason reason) {
        ProblemException problem = expected(UndecidedException.of(reason));

        assertThat(problem.type().code()).isEqualTo(reason.name());
        assertThat(problem.headers().containsKey("Retry-After"))
                .isEqualTo(problem.type().status() == 503);
    }

    @Test
    void anUnknownEventIsNotFound() {
        assertThat(expected(new Changes.UnknownEvent()).type()).isEqualTo(ProblemType.EVENT_NOT_FOUND);
        assertThat(expected(new CompletionException(new Changes.UnknownEvent())).type())
                .isEqualTo(ProblemType.EVENT_NOT_FOUND);
    }

    static List<Throwable> troublesOfTheDatabase() {
        ServerAddress server = new ServerAddress();
        return List.of(
                new MongoTimeoutException("no server"),
                new MongoSocketReadException("gone", server),
                // While its password is being replaced.
                new MongoSecurityException(MongoCredential.createCredential("u", "d", new char[0]), "refused"),
                new MongoConnectionPoolClearedException(new ServerId(new ClusterId(), server), null),
                refusal(13),
                refusal(11600),
                refusal(14031));
    }

    @ParameterizedTest
    @MethodSource("troublesOfTheDatabase")
    void aReadIsAnsweredAsAWriteWouldBe(Throwable failure) {
        ProblemException problem = expected(failure);

        assertThat(problem.type()).isEqualTo(ProblemType.DATABASE_UNAVAILABLE);
        assertThat(problem.headers()).containsKey("Retry-After");
        assertThat(expected(UndecidedException.ofNothingRecorded(failure)).type())
                .isEqualTo(problem.type());
    }

    private static MongoCommandException refusal(int code) {
        return new MongoCommandException(new BsonDocument("code", new BsonInt32(code)), new ServerAddress());
    }

    @Test
    void aDatabaseThatRefusesIsNobodysExpectation() {
        assertThat(Problems.expected(new MongoCommandException(new BsonDocument(), new ServerAddress())))
                .isEmpty();
        assertThat(Problems.expected(new IllegalStateException())).isEmpty();
    }
}
