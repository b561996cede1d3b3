package io.muster.respond.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.reactivestreams.client.ClientSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.respond.RespondMetrics;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.muster.respond.transaction.ScriptedSessions.command;
import static io.muster.respond.transaction.ScriptedSessions.conflict;
import static io.muster.respond.transaction.ScriptedSessions.connectionLost;
import static io.muster.respond.transaction.ScriptedSessions.fails;
import static io.muster.respond.transaction.ScriptedSessions.hangs;
import static io.muster.respond.transaction.ScriptedSessions.labelled;
import static io.muster.respond.transaction.ScriptedSessions.sessionKilled;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class TransactionLoopTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final String UNKNOWN = MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL;

    private final ManualTiming timing = new ManualTiming();
    private final ScriptedSessions sessions = new ScriptedSessions();
    private final List<String> looks = new ArrayList<>();
    private final TransactionPermits permits = new TransactionPermits(1);
    private final TransactionLoop loop = new TransactionLoop(
            sessions, permits, timing, new Backoff(() -> 1), new RespondMetrics(new SimpleMeterRegistry()));

    @Test
    void whatSucceedsIsCommittedOnce() {
        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));

        result.assertItem("done");
        assertThat(sessions.log).containsExactly("begin", "commit", "close");
    }

    @Test
    void aConflictAbortsAndBeginsAgainAfterTheBackoff() {
        UniAssertSubscriber<String> result = run(failing(2, ScriptedSessions::conflict));
        assertThat(sessions.log).containsExactly("begin", "abort", "close");

        timing.advance(Duration.ofMillis(5));
        assertThat(sessions.log).containsExactly("begin", "abort", "close", "begin", "abort", "close");
        result.assertNotTerminated();

        timing.advance(Duration.ofNanos(7_500_000));
        result.assertItem("done");
        assertThat(sessions.log).endsWith("begin", "commit", "close").hasSize(9);
    }

    @Test
    void aKilledSessionAndALostConnectionBeginAgainToo() {
        assertThat(runToEnd(failing(1, ScriptedSessions::sessionKilled))).isEqualTo("done");
        assertThat(runToEnd(failing(1, ScriptedSessions::connectionLost))).isEqualTo("done");
    }

    @Test
    void anAbortThatFailsDoesNotHideTheFirstError() {
        sessions.aborts(List.of(fails(sessionKilled())));

        UniAssertSubscriber<String> result = run(failing(1, () -> command(17419)));

        MongoException failure =
                (MongoException) result.assertFailedWith(MongoException.class).getFailure();
        assertThat(failure.getCode()).isEqualTo(17419);
        assertNothingIsLeft();
    }

    @Test
    void anErrorWithoutALabelIsTheWorksOwnAndIsNotTriedAgain() {
        UniAssertSubscriber<String> result = run(failing(1, () -> new IllegalArgumentException("of the work's own")));

        result.assertFailedWith(IllegalArgumentException.class);
        assertThat(sessions.log).containsExactly("begin", "abort", "close");
    }

    @Test
    void workThatThrowsIsAbortedToo() {
        UniAssertSubscriber<String> result = run(session -> {
            throw new IllegalStateException("thrown");
        });

        result.assertFailedWith(IllegalStateException.class);
        assertThat(sessions.log).containsExactly("begin", "abort", "close");
    }

    static List<Throwable> failedCommitsOfUnknownOutcome() {
        return List.of(
                labelled(command(91), UNKNOWN),
                command(91),
                labelled(connectionLost(), UNKNOWN),
                labelled(conflict(), UNKNOWN),
                new MongoWriteConcernException(
                        new WriteConcernError(64, "WriteConcernFailed", "timed out", new BsonDocument()),
                        WriteConcernResult.acknowledged(0, false, null),
                        new ServerAddress()),
                new IllegalStateException("not of the driver's"));
    }

    @ParameterizedTest
    @MethodSource("failedCommitsOfUnknownOutcome")
    void aCommitOfUnknownOutcomeIsSentAgainAndTheWorkIsNot(Throwable failure) {
        sessions.commits(List.of(fails(failure), fails(failure)));

        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));
        timing.advance(Duration.ofMillis(13));

        result.assertItem("done");
        assertThat(sessions.log).containsExactly("begin", "commit", "commit", "commit", "close");
    }

    @ParameterizedTest
    @MethodSource("failedCommitsOfUnknownOutcome")
    void pastTheDeadlineTheOutcomeIsUnknown(Throwable failure) {
        sessions.commits(Collections.nCopies(100, fails(failure)));

        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));
        timing.advance(LONGEST.minusMillis(1));
        result.assertNotTerminated();
        timing.advance(Duration.ofMillis(1));

        assertNotDone(result, UndecidedException.Reason.OUTCOME_UNKNOWN);
        timing.advance(Duration.ofSeconds(1));
        assertNothingIsLeft();
        assertThat(sessions.log).filteredOn("begin"::equals).hasSize(1);
    }

    @Test
    void aCommitThatTheServerSaysIsGoneBeginsAgain() {
        sessions.commits(List.of(fails(labelled(command(91), UNKNOWN)), fails(sessionKilled())));

        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));
        timing.advance(Duration.ofMillis(20));

        result.assertItem("done");
        assertThat(sessions.log).containsExactly("begin", "commit", "commit", "close", "begin", "commit", "close");
    }

    @Test
    void nothingButConflictsUntilTheDeadlineIsOverload() {
        UniAssertSubscriber<String> result = run(failing(1_000, ScriptedSessions::conflict));
        timing.advance(LONGEST);

        assertNotDone(result, UndecidedException.Reason.OVERLOADED);
        timing.advance(Duration.ofSeconds(1));
        assertNothingIsLeft();
        assertThat(sessions.log).doesNotContain("commit");
    }

    static List<Throwable> troubles() {
        return List.of(
                labelled(connectionLost(), MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL),
                new MongoTimeoutException("no server"),
                new MongoSecurityException(MongoCredential.createCredential("u", "d", new char[0]), "refused"),
                command(10107));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aDatabaseOutOfReachIsUnavailableAndNothingWasRecorded(Throwable failure) {
        UniAssertSubscriber<String> result = run(failing(1_000, () -> failure));
        timing.advance(LONGEST);

        assertNotDone(result, UndecidedException.Reason.DATABASE_UNAVAILABLE);
        assertThat(sessions.log).doesNotContain("commit");
    }

    @Test
    void aStatementThatHangsIsAnsweredAtTheDeadlineAndNeverCommitted() {
        List<UniEmitter<? super String>> statement = new ArrayList<>();
        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().emitter(statement::add));

        timing.advance(LONGEST);
        assertNotDone(result, UndecidedException.Reason.DATABASE_UNAVAILABLE);
        assertThat(sessions.open()).isOne();

        statement.get(0).complete("too late");
        assertThat(sessions.log).containsExactly("begin", "abort", "close");
        assertNothingIsLeft();
    }

    @Test
    void workHasItsPatience() {
        Duration patience = LONGEST.dividedBy(2);
        UniAssertSubscriber<String> result =
                run(patience, session -> Uni.createFrom().nothing());

        timing.advance(patience);

        assertNotDone(result, UndecidedException.Reason.DATABASE_UNAVAILABLE);
    }

    @Test
    void aCommitThatWasSentHasUntilTheDeadline() {
        Duration patience = LONGEST.dividedBy(2);
        sessions.commits(List.of(hangs()));
        UniAssertSubscriber<String> result =
                run(patience, session -> Uni.createFrom().item("done"));

        timing.advance(patience);
        result.assertNotTerminated();

        timing.advance(LONGEST.minus(patience));
        assertNotDone(result, UndecidedException.Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void aCommitThatIsCertainlyGoneAfterTheWorksPatienceIsNotBegunAgain() {
        List<UniEmitter<? super Void>> commit = new ArrayList<>();
        sessions.commits(List.of(Uni.createFrom().emitter(commit::add)));
        UniAssertSubscriber<String> result =
                run(LONGEST.dividedBy(2), session -> Uni.createFrom().item("done"));

        timing.advance(LONGEST.dividedBy(2));
        commit.get(0).fail(ScriptedSessions.conflict());

        assertNotDone(result, UndecidedException.Reason.OVERLOADED);
        assertThat(sessions.log).containsOnlyOnce("begin");
        assertNothingIsLeft();
    }

    @Test
    void aCommitThatHangsIsOfUnknownOutcomeAtTheDeadline() {
        sessions.commits(List.of(hangs()));
        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));

        timing.advance(LONGEST);

        assertNotDone(result, UndecidedException.Reason.OUTCOME_UNKNOWN);
    }

    @Test
    void whoeverStopsListeningCancelsNothing() {
        List<UniEmitter<? super String>> statement = new ArrayList<>();
        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().emitter(statement::add));

        result.cancel();
        assertThat(sessions.log).containsExactly("begin");
        statement.get(0).complete("done");

        assertThat(sessions.log).containsExactly("begin", "commit", "close");
        assertNothingIsLeft();
    }

    @Test
    void whatWaitsForAPermitUntilTheDeadlineNeverBegins() {
        permits.acquire().subscribe().with(permit -> timing.after(LONGEST.plusSeconds(1), permit::release));
        UniAssertSubscriber<String> result = run(session -> Uni.createFrom().item("done"));

        timing.advance(LONGEST);
        assertNotDone(result, UndecidedException.Reason.OVERLOADED);

        timing.advance(Duration.ofSeconds(2));
        assertThat(sessions.log).isEmpty();
        assertNothingIsLeft();
        assertThat(runToEnd(session -> Uni.createFrom().item("the next"))).isEqualTo("the next");
    }

    @Test
    void givingUpRefusesWhatIsAtWorkAndLeavesACommitToItsResult() {
        List<UniEmitter<? super Void>> commit = new ArrayList<>();
        sessions.commits(List.of(Uni.createFrom().emitter(commit::add)));
        UniAssertSubscriber<String> committing = run(session -> Uni.createFrom().item("done"));
        UniAssertSubscriber<String> waiting = run(session -> Uni.createFrom().item("never"));

        loop.giveUp();

        assertNotDone(waiting, UndecidedException.Reason.OVERLOADED);
        committing.assertNotTerminated();
        commit.get(0).complete(null);
        committing.assertItem("done");
        assertThat(sessions.log).containsExactly("begin", "commit", "close");
        assertNothingIsLeft();
    }

    @Test
    void nothingButConflictsForLongEnoughIsALookForOrphans() {
        run(failing(1_000, ScriptedSessions::conflict));

        timing.advance(Duration.ofSeconds(3));
        assertThat(looks).isEmpty();
        timing.advance(Duration.ofMillis(600));
        assertThat(looks).hasSize(1);
    }

    @Test
    void aLostConnectionInBetweenIsNoOrphan() {
        int[] tries = {0};
        run(session -> Uni.createFrom().failure(tries[0]++ == 12 ? connectionLost() : conflict()));

        timing.advance(LONGEST);

        assertThat(tries[0]).isGreaterThan(13);
        assertThat(looks).isEmpty();
    }

    @Test
    void workIsGivenUpOnceItsTurnDoesNotKeepOthersAway() {
        int[] tries = {0};
        ConflictWatch contention = new ConflictWatch(timing, LONGEST, LONGEST, () -> {}, failures -> failures >= 4);
        UniAssertSubscriber<String> result = loop.<String>run(timing.in(LONGEST), contention, session -> {
                    tries[0]++;
                    return Uni.createFrom().failure(conflict());
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        timing.advance(Duration.ofSeconds(1));

        UndecidedException failure = (UndecidedException)
                result.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(DatabaseFailure.of(requireNonNull(failure.getCause()))).isEqualTo(DatabaseFailure.CONFLICT);
        assertThat(tries[0]).isEqualTo(4);
        assertNothingIsLeft();
    }

    private UniAssertSubscriber<String> run(Duration patience, Function<ClientSession, Uni<String>> work) {
        ConflictWatch contention = new ConflictWatch(timing, LONGEST, LONGEST, () -> {}, failures -> false);
        return loop.run(patience, timing.in(LONGEST), contention, work)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<String> run(Function<ClientSession, Uni<String>> work) {
        ConflictWatch contention = new ConflictWatch(
                timing, Duration.ofSeconds(3), Duration.ofMillis(250), () -> looks.add("look"), failures -> false);
        return loop.run(timing.in(LONGEST), contention, work).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private String runToEnd(Function<ClientSession, Uni<String>> work) {
        UniAssertSubscriber<String> result = run(work);
        timing.advance(Duration.ofSeconds(1));
        return result.assertCompleted().getItem();
    }

    private static Function<ClientSession, Uni<String>> failing(int times, Supplier<Throwable> failure) {
        int[] left = {times};
        return session -> left[0]-- > 0
                ? Uni.createFrom().failure(failure.get())
                : Uni.createFrom().item("done");
    }

    private void assertNothingIsLeft() {
        assertThat(sessions.open()).isZero();
        assertThat(loop.isIdle()).isTrue();
        assertThat(timing.alarms()).isZero();
    }

    private static void assertNotDone(UniAssertSubscriber<String> result, UndecidedException.Reason reason) {
        UndecidedException failure = (UndecidedException)
                result.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(reason);
    }
}
