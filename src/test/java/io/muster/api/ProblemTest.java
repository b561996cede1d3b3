package io.muster.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.muster.event.Refusal;
import io.muster.respond.Changes;
import io.muster.respond.NotDone;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which problem a failure is. */
class ProblemTest {
    private static Problem expected(Throwable failure) {
        return Problems.expected(failure).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "999,1", "1000,1", "1001,2", "59999,60", "60000,60"})
    void retryAfterIsNeverTooEarly(long millis, String header) {
        assertThat(new Problem(ProblemType.RATE_LIMITED)
                        .retryAfter(Duration.ofMillis(millis))
                        .headers())
                .containsEntry("Retry-After", header);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasItsType(Refusal.Reason reason) {
        Problem problem = Problem.of(Refusal.of(reason));

        assertThat(problem.type().code()).isEqualTo(reason.name());
        assertThat(problem.type().status()).isBetween(400, 499);
        assertThat(problem.message()).isNotBlank();
    }

    @Test
    void aFullRoleIsNamed() {
        Problem problem = Problem.of(new Refusal(
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
        assertThat(Problem.of(Refusal.of(Refusal.Reason.ALREADY_ACCEPTED)).message())
                .isEqualTo("You have already accepted this event");
    }

    @Test
    void anEventsStatusDoesNotTakeTheHttpStatusPlace() {
        Problem problem = Problem.of(new Refusal(Refusal.Reason.WRONG_STATUS, Map.of("status", "draft")));

        assertThat(problem.facts()).containsOnly(Map.entry("eventStatus", "draft"));
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeDoneHasItsType(NotDone.Reason reason) {
        Problem problem = expected(NotDone.of(reason));

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

    @Test
    void aDatabaseThatIsAwayIs503() {
        ServerAddress address = new ServerAddress();
        for (MongoException failure : new MongoException[] {
            new MongoTimeoutException("no server"), new MongoSocketReadException("gone", address)
        }) {
            Problem problem = expected(failure);
            assertThat(problem.type()).isEqualTo(ProblemType.DATABASE_UNAVAILABLE);
            assertThat(problem.headers()).containsKey("Retry-After");
        }
    }

    @Test
    void aDatabaseThatRefusesIsNobodysExpectation() {
        assertThat(Problems.expected(new MongoCommandException(new BsonDocument(), new ServerAddress())))
                .isEmpty();
        assertThat(Problems.expected(new IllegalStateException())).isEmpty();
    }
}
