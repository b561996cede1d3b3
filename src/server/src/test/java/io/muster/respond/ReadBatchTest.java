package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Made;
import io.muster.event.plan.Planner;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadBatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String KEY = "key-1";

    private final ManualTiming timing = new ManualTiming();
    private final ScriptedSessions sessions = new ScriptedSessions();
    private final Event event = Samples.published(1);
    private final MemoryLedger ledger = new MemoryLedger(Optional.of(event));
    private final List<Outcome> answers = new ArrayList<>();
    private Optional<BatchReport> report = Optional.empty();

    @Test
    void refusalsNeedNoTransaction() {
        record(Requests.accept("first"));

        settle(Requests.accept("second"), Requests.accept("third"));

        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.decision()).isInstanceOf(Decision.Refused.class));
        assertThat(sessions.log).containsExactly("close");
        assertThat(report().isGivenBack()).isFalse();
        assertThat(report().readVersion()).isEqualTo(2);
        assertThat(report().recorded()).isZero();
        assertThat(report().left()).isPresent();
    }

    @Test
    void ifOneIsToBeRecordedNobodyIsAnswered() {
        record(Requests.accept("first"));

        settle(Requests.accept("second"), Requests.decline("first"));

        assertAllAreGivenBack(2);
    }

    @Test
    void aRepeatedKeyIsReplayed() {
        record(Requests.accept("first", Requests.ROLE, KEY));

        settle(Requests.accept("first", Requests.ROLE, KEY), Requests.accept("second"));

        assertThat(answers).extracting(Outcome::decision).first().isInstanceOf(Decision.Replayed.class);
        assertThat(ledger.lookedUp).containsExactly(List.of(KEY));
    }

    /** Facts are read after the event: a refusal that rests on both could be of two different moments. */
    @Test
    void whatRestsOnFactsOfPeopleIsNotAnsweredFromARead() {
        MemoryLedger required = new MemoryLedger(Optional.of(
                Made.event(Made.requiring(Role.of(Requests.ROLE, 1), "Licence"), Role.of("Other", 1))));

        settle(required, Requests.accept("second"));

        assertAllAreGivenBack(1);
        settle(required, Requests.accept("second", "Nobody", KEY));
        assertThat(answers).as("no fact is needed for it").hasSize(1);
    }

    @Test
    void whatRestsOnWhomAFirmHasBlockedIsNotEither() {
        record(Requests.accept("first"));
        ledger.blocks = true;

        settle(Requests.accept("second"));

        assertAllAreGivenBack(1);
    }

    /** Its answer would carry an event without it. */
    @Test
    void whatIsRecordedBetweenTheTwoReadsIsNotAnsweredFromThem() {
        record(Requests.accept("other"));
        ledger.afterReading = () -> record(Requests.decline("first", KEY));

        settle(Requests.decline("first", KEY));

        assertAllAreGivenBack(1);
    }

    @Test
    void aReadThatFailsGivesAllBack() {
        ledger.away = true;

        settle(Requests.accept("a"));

        assertAllAreGivenBack(1);
    }

    @Test
    void soDoesOneThatIsNotAnswered() {
        ledger.silent = true;
        settle(Requests.accept("a"));
        assertThat(report).isEmpty();

        timing.advance(PATIENCE);

        assertAllAreGivenBack(1);
    }

    private void assertAllAreGivenBack(int commands) {
        assertThat(answers).isEmpty();
        assertThat(report().isGivenBack()).isTrue();
        assertThat(report().undecided()).hasSize(commands);
        assertThat(sessions.log).doesNotContain("begin");
        assertThat(timing.alarms()).isZero();
    }

    private BatchReport report() {
        return report.orElseThrow();
    }

    /** By another process. The ledger of the test needs no session. */
    @SuppressWarnings("NullAway")
    private void record(KeyedCommand command) {
        ledger.read(null, event.id())
                .chain(found -> ledger.write(
                        null, Planner.plan(found.get().event(), found.get().now(), List.of(command))))
                .await()
                .indefinitely();
    }

    private void settle(KeyedCommand... requests) {
        settle(ledger, requests);
    }

    private void settle(MemoryLedger ledger, KeyedCommand... requests) {
        TransactionLoop loop = new TransactionLoop(
                sessions,
                new TransactionPermits(1),
                timing,
                new Backoff(() -> 1),
                new RespondMetrics(new SimpleMeterRegistry()));
        List<PendingCommand> tickets = new ArrayList<>();
        for (KeyedCommand request : requests) {
            PendingCommand ticket = new PendingCommand(request, timing.in(PATIENCE));
            ticket.onAnswer((outcome, failure) -> Optional.ofNullable(outcome).ifPresent(answers::add));
            tickets.add(ticket);
        }
        Uni<BatchReport> settled = new ReadBatch(event.id(), ledger, loop, PATIENCE, loop.metrics()).settle(tickets);
        settled.subscribe().with(done -> report = Optional.of(done));
    }
}
