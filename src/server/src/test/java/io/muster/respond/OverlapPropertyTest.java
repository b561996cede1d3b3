package io.muster.respond;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.muster.embedded.EmbeddedMongo;
import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.Overlap;
import io.muster.event.overlap.OverlapRule;
import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Engagements;
import io.muster.event.plan.Facts;
import io.muster.history.Entry;
import io.muster.history.HistoryCheck;
import io.muster.history.HistoryViolation;
import io.muster.history.HistoryViolation.Invariant;
import io.muster.store.EventDocuments;
import io.muster.store.write.Ledger;
import io.muster.testing.database.StoredHistory;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several events of one firm that refuses places at the same time, and several processes, each with lanes of its own: whoever presses where,
 * nobody gets two places that come too near to each other (docs/design.md#i11). Without fences, the same crowd does.
 */
@Tag("slow")
class OverlapPropertyTest {
    private static final int RUNS = 3;
    private static final int RUNS_WITHOUT_FENCES = 20;
    private static final int PROCESSES = 3;
    private static final int EVENTS = 6;
    private static final int PEOPLE = 25;
    private static final int ROUNDS = 3;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final List<String> ROLES = List.of("Server", "Cook");
    private static final Set<Reason> ANYWAY = Set.of(Reason.TIME_CONFLICT);

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(Process::close);
        mongo.close();
    }

    @Test
    void nobodyGetsTwoPlacesThatComeTooNear() {
        int conflicts = 0;
        for (int run = 0; run < RUNS; run++) {
            long seed = System.nanoTime();
            Crowd crowd = new Crowd(seed, ledger -> ledger);
            crowd.press();

            assertThat(crowd.tooNear()).as("seed %d", seed).isEmpty();
            assertThat(crowd.violations()).as("seed %d", seed).isEmpty();
            crowd.assertRefusalsAreOfSomePlace();
            assertThat(crowd.all("fences")).as("made on the way").hasSize(64);
            conflicts += crowd.refused.size();
            crowd.end();
        }
        assertThat(conflicts).as("people who were somewhere else").isPositive();
    }

    /** Negative control: with all reads in the same snapshot, and no document that two events write. */
    @Test
    void withoutFencesSomebodyGetsTwo() {
        for (int run = 0; run < RUNS_WITHOUT_FENCES; run++) {
            Crowd crowd = new Crowd(System.nanoTime(), WithoutFences::new);
            crowd.press();
            List<String> tooNear = crowd.tooNear();
            crowd.end();
            if (!tooNear.isEmpty()) {
                return;
            }
        }
        throw new AssertionError("nobody got two places without fences: the test above shows nothing");
    }

    /** A firm, its events, and people who press. */
    private final class Crowd {
        private final Random random;
        private final String name;
        private final List<Process> own = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private final OverlapRule rule;
        private final List<Map<?, ?>> refused = new ArrayList<>();

        Crowd(long seed, UnaryOperator<Ledger> ledger) {
            random = new Random(seed);
            name = "run" + seed;
            rule = new OverlapRule(Overlap.REFUSE, Duration.ofHours(random.nextInt(3)));
            for (int i = 0; i < PROCESSES; i++) {
                own.add(new Process(mongo.uri(), name, Map.of(), ledger));
            }
            processes.addAll(own);
            TestSchema.make(own.get(0).client.database);
            insert(
                    "schema",
                    new Document("_id", "schema")
                            .append("number", SchemaNumber.NEWEST)
                            .append("used", 1));
            insert(
                    "firms",
                    new Document("_id", Samples.MANAGER)
                            .append("timezone", "UTC")
                            .append("overlap", "refuse")
                            .append("restHours", (int) rule.rest().toHours())
                            .append("version", 1L));
            for (int i = 0; i < EVENTS; i++) {
                events.add(own.get(0).create(event()));
            }
        }

        private void insert(String collection, Document document) {
            own.get(0)
                    .client
                    .database
                    .getCollection(collection)
                    .insertOne(document)
                    .await()
                    .indefinitely();
        }

        /** In a night or the one after, over midnight now and then, some with people who wait. */
        private Event event() {
            Instant now = Instant.parse("2026-01-01T00:00:00Z");
            LocalTime start = LocalTime.of(16 + random.nextInt(6), 0);
            List<Role> roles = ROLES.stream()
                    .map(role -> new Role(
                            role,
                            Role.keyOf(role),
                            1 + random.nextInt(6),
                            random.nextBoolean() ? start.minusHours(1) : null,
                            null,
                            null,
                            random.nextBoolean(),
                            false,
                            Role.STANDBY_MAX,
                            List.of()))
                    .toList();
            return new Event(
                    new ObjectId(),
                    Samples.MANAGER,
                    EventStatus.PUBLISHED,
                    Map.of(
                            EventField.DATE,
                            LocalDate.of(2099, 12, 30).plusDays(random.nextInt(2)),
                            EventField.START_TIME,
                            start,
                            EventField.END_TIME,
                            start.plusHours(1 + random.nextInt(8)),
                            EventField.TIMEZONE,
                            ZoneId.of("UTC")),
                    roles,
                    Roster.EMPTY,
                    Audience.EVERYONE,
                    List.of(),
                    1,
                    1,
                    now,
                    now,
                    false);
        }

        /** Everybody everywhere at once, some of them again later, when some have given their places back. */
        void press() {
            for (int round = 0; round < ROUNDS; round++) {
                List<UniAssertSubscriber<Outcome>> answers = new ArrayList<>();
                for (int person = 0; person < PEOPLE; person++) {
                    for (int press = 0; press < EVENTS; press++) {
                        Event event = events.get(random.nextInt(EVENTS));
                        answers.add(own.get(random.nextInt(PROCESSES)).send(event.id(), command(person)));
                    }
                }
                await().atMost(ANSWERED_WITHIN)
                        .until(() -> answers.stream()
                                .allMatch(answer -> answer.getItem() != null || answer.getFailure() != null));
                answers.forEach(
                        answer -> refusal(answer.assertCompleted().getItem().decision()));
            }
            own.forEach(process -> await().until(process.client.loop::isIdle));
        }

        private KeyedCommand command(int person) {
            String role = ROLES.get(random.nextInt(ROLES.size()));
            int what = random.nextInt(20);
            if (what < 3) {
                return Requests.decline("p" + person);
            }
            if (what == 3) {
                Set<Reason> override = random.nextBoolean() ? ANYWAY : Set.of();
                return Requests.once(
                        new Command.Assign(Samples.MANAGER, "test:boss", "test:p" + person, role, override));
            }
            return Requests.once(new Command.Accept(Requests.caller("p" + person), role, random.nextBoolean()));
        }

        private void refusal(Decision decision) {
            if (decision instanceof Decision.Refused no && no.refusal().reason() == Reason.TIME_CONFLICT) {
                refused.add((Map<?, ?>) no.refusal().facts().get("conflict"));
            }
        }

        void assertRefusalsAreOfSomePlace() {
            assertThat(refused)
                    .allSatisfy(conflict -> assertThat(events)
                            .extracting(event -> event.id().toHexString())
                            .contains((String) conflict.get("eventId")));
        }

        /** What every invariant says of the journals and of what is stored. */
        List<HistoryViolation> violations() {
            Sweep.assertInvariantsHold(own.get(0).client.database);
            List<Entry> entries = new ArrayList<>();
            Facts facts = Facts.NONE.with(Engagements.unknown(rule));
            List<Document> lines = all("journal");
            lines.sort((one, other) -> Long.compare(version(one), version(other)));
            for (Document event : all("events")) {
                ObjectId id = event.getObjectId("_id");
                List<Document> ofEvent = lines.stream()
                        .filter(line -> id.equals(line.getObjectId("eventId")))
                        .toList();
                entries.addAll(StoredHistory.journaled(id.toHexString(), ofEvent, version -> facts));
                entries.add(StoredHistory.stored(id.toHexString(), event));
            }
            return HistoryCheck.violations(new io.muster.history.History(entries)).stream()
                    // Nobody here was asked what was answered.
                    .filter(violation -> violation.invariant() != Invariant.I7)
                    .toList();
        }

        /** Whoever has two places too near to each other in the end that no manager gave on purpose, by nothing but what is stored. */
        List<String> tooNear() {
            Map<String, List<TimeSpan>> held = new HashMap<>();
            List<Document> lines = all("journal");
            for (Document stored : all("events")) {
                Event event = EventDocuments.event(stored);
                for (StaffEntry entry : event.accepted()) {
                    if (!isSetAside(event, entry, lines)) {
                        Role role = event.role(entry.key().orElseThrow()).orElseThrow();
                        held.computeIfAbsent(entry.userKey(), first -> new ArrayList<>())
                                .add(TimeSpan.of(event.fields(), role));
                    }
                }
            }
            return held.entrySet().stream()
                    .filter(person -> areTooNear(person.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private boolean isSetAside(Event event, StaffEntry entry, Collection<Document> lines) {
            return lines.stream()
                    .filter(line -> event.id().equals(line.getObjectId("eventId")) && version(line) == entry.version())
                    .anyMatch(line -> line.containsKey("override"));
        }

        private boolean areTooNear(List<TimeSpan> places) {
            return IntStream.range(0, places.size())
                    .anyMatch(one -> IntStream.range(0, one)
                            .anyMatch(other -> places.get(one).comesNear(places.get(other), rule.rest())));
        }

        private long version(Document line) {
            return Optional.ofNullable(line.get("_id", Document.class).getLong("v"))
                    .orElseThrow();
        }

        private List<Document> all(String collection) {
            return new ArrayList<>(own.get(0)
                    .client
                    .database
                    .getCollection(collection)
                    .find()
                    .collect()
                    .asList()
                    .await()
                    .indefinitely());
        }

        void end() {
            own.forEach(Process::close);
            processes.removeAll(own);
        }
    }
}
