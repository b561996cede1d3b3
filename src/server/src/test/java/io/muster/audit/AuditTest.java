package io.muster.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.audit.InvariantViolation.Kind;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.store.audit.EventPages;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.GoodEvent;
import io.smallrye.mutiny.Uni;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** An audit says what is wrong, where, and nothing else. */
class AuditTest {
    private static final EventRepairs NO_REPAIRS =
            (eventId, repair) -> Uni.createFrom().failure(new AssertionError("nothing is repaired here"));

    private static MongoClient mongo;
    private static MongoDatabase database;
    private final List<Audits> opened = new ArrayList<>();
    private Audits audits;

    @BeforeAll
    static void connect() {
        mongo = MongoClients.create(TestDatabase.uri());
        database = mongo.getDatabase(TestDatabase.freshName());
    }

    @AfterAll
    static void drop() {
        database.drop();
        mongo.close();
    }

    @BeforeEach
    void open() {
        database.getCollection("events").deleteMany(new Document());
        database.getCollection("journal").deleteMany(new Document());
        audits = audits(Map.of());
    }

    @AfterEach
    void close() {
        opened.forEach(Audits::close);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(part()).isEqualTo(audits.audit.whole().await().indefinitely());
        assertThat(part().checked()).isZero();
        assertThat(part().truncated()).isFalse();
    }

    @Test
    void findsNothingWrongWithGoodEvents() {
        store(new GoodEvent());
        store(new GoodEvent());

        AuditReport report = part();

        assertThat(report.violations()).isEmpty();
        assertThat(report.checked()).isEqualTo(2);
        assertThat(report.truncated()).isFalse();
    }

    @Test
    void aRemovalMayHaveMadeVersionsStaleEarlier() {
        GoodEvent event = new GoodEvent();
        event.event.put("managerVersion", 6L);
        store(event);

        assertThat(part().violations()).isEmpty();
    }

    private static GoodEvent exclusive() {
        GoodEvent event = new GoodEvent();
        event.journal.forEach(line -> line.append("overlap", "refuse"));
        return event;
    }

    @Test
    void twoPlacesOfAPersonAtTheSameTimeAreFoundWhereNobodyMayHaveThem() {
        GoodEvent first = exclusive();
        GoodEvent second = exclusive();
        second.journal.get(1).append("override", List.of("TIME_CONFLICT"));
        second.journal.get(2).append("override", List.of("NOT_QUALIFIED"));
        store(first);
        store(second);

        assertThat(part().violations())
                .containsExactlyInAnyOrder(
                        InvariantViolation.of(
                                first.id,
                                Kind.OVERLAP,
                                "version 3 gave a place at the time of that of version 3 of " + second.id),
                        InvariantViolation.of(
                                first.id,
                                Kind.OVERLAP,
                                "version 6 gave a place at the time of that of version 6 of " + second.id));
        assertThat(audits.audit.whole().await().indefinitely().count(Kind.OVERLAP))
                .isEqualTo(2);
    }

    /** Taken before the rule, changed by a manager since, or at another time. */
    @Test
    void otherPlacesOfAPersonAreNone() {
        store(exclusive());
        store(new GoodEvent());
        GoodEvent changed = exclusive();
        changed.event.put("managerVersion", 6L);
        store(changed);
        GoodEvent later = exclusive();
        for (Document dated : List.of(later.event, later.journal.get(0).get("set", Document.class))) {
            dated.append("date", "2026-12-21");
        }
        later.event
                .append("ord", "2026-12-21//" + later.id)
                .append("endsAt", Date.from(Instant.parse("2026-12-22T00:00:00Z")));
        store(later);

        assertThat(part().violations()).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("OVERFLOW Server: 4 in 3 places", "a person too many", good -> {
                    good.accepted().add(GoodEvent.entry("oidc:eve", "Server", 6));
                }),
                fault("OVERFLOW Cook: 1 in 0 places", "a role that the event does not have", good -> {
                    good.accepted().set(0, GoodEvent.entry("oidc:ada", "Cook", 2));
                }),
                fault("DUPLICATE null: 4 entries of 3 people", "a person twice in one list", good -> {
                    good.accepted().set(1, GoodEvent.entry("oidc:ada", "Server", 3));
                }),
                fault("DUPLICATE null: 4 entries of 3 people", "a person in both lists", good -> {
                    good.declined().set(0, GoodEvent.entry("oidc:ada", null, 5));
                }),
                fault("STATS null: wrong: accepted_count", "a wrong count of the accepted", good -> {
                    good.event.put("accepted_count", 2);
                }),
                fault("STATS null: wrong: declined_count", "a wrong count of the declined", good -> {
                    good.event.put("declined_count", 2L);
                }),
                fault("STATS null: wrong: role_stats", "wrong figures of a role", good -> {
                    good.event.getList("role_stats", Document.class).get(0).put("taken", 2);
                }),
                fault("STATS null: wrong: status", "fulfilled with a place left", good -> {
                    good.event.put("status", "fulfilled");
                }),
                fault("STATS null: wrong: audience", "an audience for lists that is not the event's", good -> {
                    good.event.put("audience", List.of());
                }),
                fault("STATS null: wrong: ord", "a place in the lists lost", good -> good.event.remove("ord")),
                fault("JOURNAL null: version 4 stands where 3 should", "a version missing", good -> {
                    good.journal.remove(2);
                }),
                fault(
                        "JOURNAL null: version 2 comes first and did not make the event",
                        "the first version missing",
                        good -> good.journal.remove(0)),
                fault(
                        "JOURNAL null: the event is at version 6, its journal ends at 5",
                        "the last version missing",
                        good -> good.journal.remove(5)),
                fault("JOURNAL null: no line", "no journal at all", good -> good.journal.clear()),
                fault(
                        "JOURNAL null: it goes on to version 7 beyond the event's",
                        "a version of no change",
                        good -> good.journal.add(
                                new Document(good.line(6)).append("_id", new Document("e", good.id).append("v", 7L)))),
                fault("JOURNAL null: version 3 cannot be read", "a line that no version understands", good -> {
                    good.line(3).put("kind", "teleported");
                }),
                fault(
                        "JOURNAL null: the event differs from it in: accepted_staff",
                        "another person in the journal",
                        good -> good.line(3).put("userKey", "oidc:eve")),
                fault(
                        "JOURNAL null: the event differs from it in: accepted_staff",
                        "another order",
                        good -> good.accepted().add(good.accepted().remove(0))),
                fault("JOURNAL null: the event differs from it in: notes", "a field that no line set", good -> {
                    good.event.put("notes", "of a rival");
                }),
                fault("JOURNAL null: the event differs from it in: timezone", "a field changed", good -> {
                    good.event.put("timezone", "Europe/Berlin");
                    good.event.put("endsAt", Date.from(Instant.parse("2026-12-20T23:00:00Z")));
                }),
                fault("JOURNAL null: the event differs from it in: managerVersion", "a version too late", good -> {
                    good.event.put("managerVersion", 99L);
                }),
                fault("JOURNAL null: the event differs from it in: managerVersion", "a version too early", good -> {
                    good.event.put("managerVersion", 0L);
                }),
                fault("JOURNAL null: the event differs from it in: status", "another status", good -> {
                    good.event.put("status", "cancelled");
                }),
                fault("JOURNAL null: cannot be read: status", "a status that is none", good -> {
                    good.event.put("status", "floating");
                }),
                fault("JOURNAL null: cannot be read: accepted_staff.respondedAt", "an entry without its time", good -> {
                    good.accepted().get(0).remove("respondedAt");
                }));
    }

    private static Arguments fault(String said, String what, Consumer<GoodEvent> plant) {
        return arguments(said, what, plant);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(String said, String what, Consumer<GoodEvent> plant) {
        GoodEvent spoiled = new GoodEvent();
        plant.accept(spoiled);
        store(new GoodEvent());
        store(spoiled);
        store(new GoodEvent());

        AuditReport report = part();

        assertThat(report.checked()).isEqualTo(3);
        assertThat(report.violations()).extracting(AuditTest::said).contains(said);
        assertThat(report.violations())
                .allSatisfy(violation -> assertThat(violation.eventId()).isEqualTo(spoiled.id))
                .allSatisfy(violation -> assertThat(violation.detail()).doesNotContain("oidc", "rival"));
        assertThat(report.violations().stream().filter(it -> it.kind() == Kind.OVERFLOW))
                .hasSize((int) audits.registry
                        .get("muster.capacity.overflow")
                        .counter()
                        .count());
    }

    private static String said(InvariantViolation violation) {
        return violation.kind() + " " + violation.role().orElse(null) + ": " + violation.detail();
    }

    @Test
    void aJournalWithoutItsEventIsFoundWhereverItLies() {
        GoodEvent first = new GoodEvent();
        store(new GoodEvent());
        GoodEvent second = new GoodEvent();
        store(new GoodEvent());
        GoodEvent last = new GoodEvent();
        for (GoodEvent lost : List.of(first, second, last)) {
            database.getCollection("journal").insertMany(lost.journal);
        }

        assertThat(part().violations())
                .extracting(AuditTest::said)
                .containsOnly("JOURNAL null: lines to version 6 of no event")
                .hasSize(3);
        assertThat(part().violations())
                .extracting(InvariantViolation::eventId)
                .containsExactly(first.id, second.id, last.id);
    }

    @Test
    void moreLostJournalsThanAPageTakesAreAllFound() {
        List<ObjectId> lost = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            GoodEvent good = new GoodEvent();
            if (i % 100 == 0) {
                store(good);
            } else {
                lost.add(good.id);
                database.getCollection("journal").insertMany(good.journal);
            }
        }

        AuditReport report = part();

        assertThat(report.violations()).extracting(InvariantViolation::eventId).containsExactlyElementsOf(lost);
        assertThat(report.checked()).isEqualTo(3);
    }

    @Test
    void ofADeletedEventOnlyTheJournalIsAsked() {
        GoodEvent tombstone = deleted();
        store(tombstone);
        assertThat(part().violations()).isEmpty();

        database.getCollection("events")
                .updateOne(Filters.eq("_id", tombstone.id), Updates.set("role_stats", List.of()));
        assertThat(part().violations()).as("figures of nothing").isEmpty();

        database.getCollection("events")
                .updateOne(Filters.eq("_id", tombstone.id), Updates.set("accepted_staff", List.of()));
        assertThat(part().violations())
                .extracting(AuditTest::said)
                .containsExactly("JOURNAL null: the event differs from it in: accepted_staff");
    }

    private static GoodEvent deleted() {
        GoodEvent good = new GoodEvent();
        Document line = new Document(good.line(6))
                .append("_id", new Document("e", good.id).append("v", 7L))
                .append("kind", "deleted")
                .append("requestKey", "key of version 7")
                .append("n", 1)
                .append("of", 1);
        line.remove("entry");
        line.remove("userKey");
        good.journal.add(line);
        good.event.put("version", 7L);
        good.event.put("managerVersion", 7L);
        good.event.put("deletedAt", good.event.get("updatedAt"));
        good.event.put("audience", List.of());
        good.event.remove("ord");
        good.event.remove("endsAt");
        return good;
    }

    @Test
    void readsTwoThousandEventsAFewAtATime() {
        List<Document> events = new ArrayList<>();
        List<Document> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            GoodEvent good = new GoodEvent();
            events.add(good.event);
            lines.addAll(good.journal);
        }
        database.getCollection("events").insertMany(events);
        database.getCollection("journal").insertMany(lines);

        FindRecorder.start();
        AuditReport report = audits.audit.whole().await().indefinitely();
        List<BsonDocument> finds = FindRecorder.stop();

        assertThat(report.checked()).isEqualTo(2_000);
        assertThat(report.counts().values()).containsOnly(0L);
        assertThat(of("events", finds)).hasSize(101).allMatch(it -> limit(it) == 20);
        assertThat(of("journal", finds))
                .as("of a page six of twenty each, and a look for more")
                .hasSize(701)
                .allMatch(it -> limit(it) == 20);
    }

    @Test
    void readsALongJournalInChunks() {
        store(new GoodEvent());
        Audits few = audits(Map.of("lines", "2"));

        FindRecorder.start();
        AuditReport report = few.audit.whole().await().indefinitely();
        List<BsonDocument> finds = FindRecorder.stop();

        assertThat(report.counts().values()).containsOnly(0L);
        assertThat(of("journal", finds))
                .as("two of six each, and a look for more")
                .hasSize(4);
    }

    private static List<BsonDocument> of(String collection, List<BsonDocument> finds) {
        return finds.stream()
                .filter(it -> it.getString("find").getValue().equals(collection))
                .toList();
    }

    private static int limit(BsonDocument find) {
        return find.getNumber("limit").intValue();
    }

    @Test
    void goesOnWhereItStopped() {
        List<GoodEvent> spoiled = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            GoodEvent good = new GoodEvent();
            good.event.put("accepted_count", 9);
            spoiled.add(good);
            store(good);
        }
        Audits small = audits(Map.of("events", "2", "max-violations", "3"));

        AuditReport first =
                small.audit.part(Optional.empty(), () -> false).await().indefinitely();
        assertThat(first.violations()).as("as many, and those of the same page").hasSize(4);
        assertThat(first.truncated()).isTrue();

        AuditReport timedOut =
                small.audit.part(Optional.empty(), () -> true).await().indefinitely();
        assertThat(timedOut.checked()).isEqualTo(2);
        assertThat(timedOut.next()).contains(spoiled.get(1).id);

        AuditReport rest =
                audits.audit.part(timedOut.next(), () -> false).await().indefinitely();
        assertThat(rest.checked()).isEqualTo(5);
        assertThat(rest.truncated()).isFalse();
        assertThat(rest.violations())
                .extracting(InvariantViolation::eventId)
                .containsExactlyElementsOf(
                        spoiled.subList(2, 7).stream().map(it -> it.id).toList());
    }

    @Test
    void whoFollowsNextIsToldOfEachViolationOnce() {
        List<ObjectId> spoiled = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            GoodEvent good = new GoodEvent();
            if (i != 3) {
                good.event.put("accepted_count", 9);
                good.declined().set(0, GoodEvent.entry("oidc:ada", null, 5));
                spoiled.add(good.id);
            }
            store(good);
        }
        List<ObjectId> all =
                spoiled.stream().flatMap(id -> Stream.of(id, id, id)).toList();

        for (String most : List.of("1", "2", "4", "5", "100")) {
            assertThat(followed(audits(Map.of("events", "3", "max-violations", most))))
                    .as("at most %s", most)
                    .doesNotHaveDuplicates()
                    .extracting(InvariantViolation::eventId)
                    .containsExactlyElementsOf(all);
        }
    }

    private static List<InvariantViolation> followed(Audits audits) {
        List<InvariantViolation> listed = new ArrayList<>();
        Optional<ObjectId> next = Optional.empty();
        do {
            AuditReport report = audits.audit.part(next, () -> false).await().indefinitely();
            listed.addAll(report.violations());
            next = report.next();
        } while (next.isPresent());
        return listed;
    }

    /** The events are read before the lines that go with them: whatever comes in between is no fault. */
    @Test
    void anEventThatChangesWhileItIsReadIsNoFault() {
        List<GoodEvent> events = List.of(new GoodEvent(), new GoodEvent(), new GoodEvent());
        events.forEach(this::store);
        AtomicInteger changes = new AtomicInteger();
        ConcurrentLinkedQueue<GoodEvent> waiting = new ConcurrentLinkedQueue<>(events);
        Uni<Boolean> changed = Uni.createFrom().item(() -> {
            GoodEvent next = waiting.poll();
            if (next != null) {
                declines(next);
                changes.incrementAndGet();
            }
            return true;
        });

        EventPages pages = audits.pages();
        Audit interrupted = audits.audit(
                new EventPages(
                        audits.client(),
                        database.getName(),
                        Audits.settings(Map.of()).events()) {
                    @Override
                    public Uni<List<RawBsonDocument>> after(ObjectId id) {
                        return pages.after(id).call(() -> changed).call(() -> changed);
                    }

                    @Override
                    public Uni<Optional<RawBsonDocument>> one(ObjectId id) {
                        return pages.one(id).call(() -> changed);
                    }
                });

        AuditReport report =
                interrupted.part(Optional.empty(), () -> false).await().indefinitely();

        assertThat(changes).hasValue(3);
        assertThat(report.violations()).isEmpty();
        assertThat(report.checked()).isEqualTo(3);
    }

    /** One more decline, recorded as the service would: event and line at once, as far as an audit can tell. */
    private void declines(GoodEvent good) {
        long version = good.event.getLong("version") + 1;
        Document entry = GoodEvent.entry("oidc:late", null, version);
        good.declined().add(entry);
        Document line = new Document(good.line(5))
                .append("_id", new Document("e", good.id).append("v", version))
                .append("userKey", "oidc:late")
                .append("requestKey", "late")
                .append("entry", new Document(entry).append("response", "decline"))
                .append("n", 1)
                .append("of", 1);
        good.event.put("version", version);
        good.event.put("declined_count", 2);
        database.getCollection("journal").insertOne(line);
        database.getCollection("events").replaceOne(Filters.eq("_id", good.id), good.event);
    }

    @Test
    void aNewEventIsNoLostJournal() {
        store(new GoodEvent());
        EventPages pages = audits.pages();
        AtomicInteger made = new AtomicInteger();
        Audit interrupted = audits.audit(
                new EventPages(
                        audits.client(),
                        database.getName(),
                        Audits.settings(Map.of()).events()) {
                    @Override
                    public Uni<List<RawBsonDocument>> after(ObjectId id) {
                        return pages.after(id).invoke(() -> {
                            store(new GoodEvent());
                            made.incrementAndGet();
                        });
                    }
                });

        assertThat(interrupted
                        .part(Optional.empty(), () -> false)
                        .await()
                        .indefinitely()
                        .violations())
                .isEmpty();
        assertThat(made).hasValue(1);
    }

    @Test
    void countsWhatTheServiceItselfMakes() {
        var event = Made.event(Role.of("Server", 1));
        database.getCollection("events").insertOne(EventDocuments.of(event));
        database.getCollection("journal").insertOne(JournalDocuments.of(Made.firstLine(event)));

        assertThat(part().violations()).isEmpty();
        assertThat(part().checked()).isOne();
    }

    private AuditReport part() {
        return audits.audit.part(Optional.empty(), () -> false).await().indefinitely();
    }

    private Audits audits(Map<String, String> different) {
        Audits made = new Audits(database.getName(), NO_REPAIRS, different);
        opened.add(made);
        return made;
    }

    private void store(GoodEvent good) {
        database.getCollection("events").insertOne(good.event);
        if (!good.journal.isEmpty()) {
            database.getCollection("journal").insertMany(good.journal);
        }
    }
}
