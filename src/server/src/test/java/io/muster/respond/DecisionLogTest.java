package io.muster.respond;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.Deadline;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.muster.telemetry.LoggedUserKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The line that a decision leaves in the log. */
class DecisionLogTest {
    private static final String NAME = "io.muster.respond.decisions";

    private final List<ExtLogRecord> lines = new ArrayList<>();
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
            lines.add(line);
        }
    };
    private final Event event = Samples.published(1);
    private final ObjectId id = event.id();
    private final LoggedUserKeys hidden = DecisionLogs.userKeys(new DecisionLogs.Settings(Optional.empty(), false));
    private final MemoryLedger ledger = new MemoryLedger(Optional.of(event));

    private final Logger log = Logger.getLogger(NAME);
    private final java.util.logging.Level before = log.getLevel();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.setUseParentHandlers(false);
        log.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        log.removeHandler(listener);
        log.setUseParentHandlers(true);
        log.setLevel(before);
    }

    @Test
    void everyKindBeginsWithItsWordsAndHoldsItsFields() {
        Lanes lanes = lanes();
        submit(lanes, Requests.accept("ann"));
        submit(lanes, Requests.accept("bob"));
        submit(lanes, Requests.accept("ann"));
        submit(lanes, Requests.accept("bob", "Juggler"));
        submit(lanes, Requests.decline("cy", "key"));
        submit(lanes, Requests.decline("cy", "key"));
        ledger.refused.add("test:di");
        submit(lanes, Requests.accept("di"));
        submit(lanes, Requests.decline("di", "other"));

        assertThat(lines).extracting(ExtLogRecord::getLevel).containsOnly(Level.INFO);
        assertThat(lines)
                .extracting(ExtLogRecord::getFormattedMessage)
                .containsExactly(
                        "respond success" + fields("ann", "accept", "recorded", 2),
                        "capacity full" + fields("bob", "accept", "capacity_full", 2),
                        "respond refused" + fields("ann", "accept", "already_accepted", 2),
                        "respond refused" + fields("bob", "accept", "role_not_found", 2),
                        "respond success" + fields("cy", "decline", "recorded", 3),
                        "respond success" + fields("cy", "decline", "replayed", 3),
                        "capacity full" + fields("di", "accept", "capacity_full", 3),
                        "transaction failed eventId=" + id + " userKey=" + hidden.of("test:di")
                                + " response=decline outcome=internal batch=1");
        assertThat(lines.get(0).getMdcCopy())
                .isEqualTo(Map.of(
                        "eventId", id.toHexString(),
                        "userKey", hidden.of("test:ann"),
                        "response", "accept",
                        "outcome", "recorded",
                        "version", "2",
                        "batch", "1"));
    }

    private String fields(String person, String response, String outcome, long version) {
        return " eventId=" + id + " userKey=" + hidden.of("test:" + person) + " response=" + response + " outcome="
                + outcome + " version=" + version + " batch=1";
    }

    @Test
    void anEventThatIsNotThereIsARefusal() {
        lanes().submit(new ObjectId(), Requests.accept("ann"))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();

        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("respond refused eventId=")
                        .endsWith(" outcome=event_not_found batch=0"));
    }

    @Test
    void whatIsNotAPersonsResponseLeavesNoLine() {
        submit(lanes(), Requests.once(new Command.Remove(Samples.MANAGER, "test:boss", "test:ann", false)));

        assertThat(lines).isEmpty();
    }

    @Test
    void linesThatNobodyWantsAreNotMade() {
        log.setLevel(Level.WARN);
        submit(lanes(), Requests.accept("ann"));

        assertThat(lines).isEmpty();
    }

    @Test
    void whatIsNotTakenInIsRefusedAndNoTransactionFailed() {
        PendingCommand ticket = new PendingCommand(Requests.accept("ann"), new Deadline(new ManualTiming(), 0));

        DecisionLogs.hidden().answered(id, ticket, null, UndecidedException.of(UndecidedException.Reason.OVERLOADED));

        assertThat(lines.get(0).getFormattedMessage())
                .startsWith("respond refused ")
                .endsWith(" outcome=overloaded batch=0");
    }

    @Test
    void whereARequestIsTracedTheLineNamesTheTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        SpanContext of =
                SpanContext.create(trace, "b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault());
        PendingCommand ticket =
                new PendingCommand(Requests.accept("ann"), new Deadline(new ManualTiming(), 0), Span.wrap(of));

        DecisionLogs.hidden().answered(id, ticket, null, UndecidedException.of(UndecidedException.Reason.OVERLOADED));

        assertThat(lines.get(0).getFormattedMessage()).endsWith(" batch=0 traceId=" + trace);
        assertThat(lines.get(0).getMdcCopy()).containsEntry("traceId", trace);
    }

    @Test
    void aPersonHasOneNameThatNobodyGuessesWithoutTheKey() {
        assertThat(hidden.of("test:ann")).matches("[0-9a-f]{32}").isEqualTo(hidden.of("test:ann"));
        assertThat(hidden.of("test:ann")).isNotEqualTo(hidden.of("test:bob"));

        String own = "a key of the log's own, long enough";
        DecisionLogs.Settings settings = new DecisionLogs.Settings(Optional.of(own), false);
        LoggedUserKeys byOwnKey = DecisionLogs.userKeys(settings);
        assertThat(byOwnKey.of("test:ann")).isNotEqualTo(hidden.of("test:ann"));
        assertThat(byOwnKey.of("test:ann"))
                .as("whatever signs tokens")
                .isEqualTo(new LoggedUserKeys(settings, Optional.empty()).of("test:ann"));

        DecisionLogs.Settings unset = new DecisionLogs.Settings(Optional.empty(), false);
        assertThat(new LoggedUserKeys(unset, Optional.empty()).of("test:ann"))
                .as("each process makes a key of its own")
                .isNotEqualTo(new LoggedUserKeys(unset, Optional.empty()).of("test:ann"));
    }

    @Test
    void plainOnlyIfToldTo() {
        assertThat(DecisionLogs.userKeys(new DecisionLogs.Settings(Optional.empty(), true))
                        .of("test:ann"))
                .isEqualTo("test:ann");
    }

    @Test
    void aKeyThatIsTooShortIsRefusedAndNotSaid() {
        assertThatThrownBy(() -> DecisionLogs.userKeys(new DecisionLogs.Settings(Optional.of("short"), false)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_LOG_USER_KEY_SECRET")
                .hasMessageNotContaining("short");
    }

    private void submit(Lanes lanes, KeyedCommand request) {
        lanes.submit(id, request).onFailure().recoverWithNull().await().indefinitely();
    }

    private Lanes lanes() {
        ManualTiming timing = new ManualTiming();
        RespondSettings settings = TestSettings.defaults();
        RespondMetrics metrics = new RespondMetrics(new SimpleMeterRegistry());
        TransactionLoop loop = new TransactionLoop(
                new ScriptedSessions(), new TransactionPermits(2), timing, new Backoff(() -> 1), metrics);
        return new Lanes(
                new LaneFactory(
                        ledger,
                        new MemoryTurnNumbers(),
                        loop,
                        () -> {},
                        settings,
                        metrics,
                        new BatchSpans(OpenTelemetry.noop()),
                        timing,
                        InOrder::new),
                new EventExistence(ids -> Uni.createFrom().item(ids.contains(id) ? Set.of(id) : Set.of()), 100),
                new Creation(ledger, loop, () -> {}, timing, settings),
                settings,
                metrics,
                DecisionLogs.hidden(),
                timing);
    }
}
