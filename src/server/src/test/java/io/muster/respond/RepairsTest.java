package io.muster.respond;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.audit.AuditReport;
import io.muster.audit.Audits;
import io.muster.audit.RepairDigest;
import io.muster.audit.RepairReport;
import io.muster.audit.RepairReport.State;
import io.muster.audit.Repairs;
import io.muster.audit.RepairsInLanes;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Events broken by hand in the database are whole again after a repair, and so is their journal. */
class RepairsTest {
    private static final String ADMIN = "test:admin";

    private final String name = TestDatabase.freshName();
    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final MongoDatabase database = mongo.getDatabase(name);
    private Process process;
    private Audits audits;

    @BeforeEach
    void open() {
        process = new Process(TestDatabase.uri(), name, Map.of());
        TestSchema.make(process.client.database);
        audits = new Audits(name, new RepairsInLanes(process.lanes), Map.of());
    }

    @AfterEach
    void close() {
        audits.close();
        process.close();
        database.drop();
        mongo.close();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("overflow in one role", 2, 0, event -> {
                    in(event).add(entry("eve", "Server", 9));
                    in(event).add(entry("flo", "Server", 10));
                }),
                damage("overflow in two roles", 3, 0, event -> {
                    in(event).add(0, entry("eve", "Server", 9));
                    in(event).add(1, entry("flo", "Cook", 9));
                    in(event).add(entry("gus", "Cook", 10));
                }),
                damage("a role that is none", 1, 0, event -> in(event).add(entry("eve", "Juggler", 9))),
                damage(
                        "a person twice in one list",
                        0,
                        1,
                        event -> in(event).add(in(event).get(0))),
                damage(
                        "a copy before the person",
                        0,
                        1,
                        event -> in(event).add(0, new Document(in(event).get(2)))),
                damage("a person in both lists", 0, 1, event -> {
                    in(event).add(entry("cy", "Driver", 2));
                }),
                damage("a decline three times", 0, 1, event -> {
                    out(event).add(out(event).get(0));
                    out(event).add(out(event).get(0));
                }),
                damage("twice, and too many", 2, 1, event -> {
                    in(event).add(in(event).get(1));
                    in(event).add(entry("eve", "Server", 9));
                    in(event).add(entry("eve", "Server", 9));
                    in(event).add(entry("flo", "Cook", 9));
                }),
                damage(
                        "wrong figures of a role",
                        0,
                        0,
                        event -> event.getList("role_stats", Document.class)
                                .get(0)
                                .append("taken", 0)
                                .append("is_full", false)),
                damage(
                        "wrong counts",
                        0,
                        0,
                        event -> event.append("accepted_count", 77).append("declined_count", 0)),
                damage(
                        "counts of people who are not there",
                        0,
                        0,
                        event -> event.append("unconfirmed_count", 3).append("standby_count", 2)),
                damage("a wrong status", 0, 0, event -> event.append("status", "fulfilled")),
                damage("lost to the lists", 0, 0, event -> {
                    event.append("audience", List.of()).append("ord", "1999");
                    event.remove("endsAt");
                }),
                damage("everything at once", 1, 1, event -> {
                    in(event).add(entry("eve", "Server", 9));
                    in(event).add(in(event).get(0));
                    event.append("status", "fulfilled").append("role_stats", List.of());
                }));
    }

    private static Arguments damage(String what, int removed, int deduplicated, Consumer<Document> how) {
        return arguments(what, removed, deduplicated, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aBrokenEventIsWholeAgain(String what, int removed, int deduplicated, Consumer<Document> how) {
        ObjectId id = staffed();
        Document good = stored(id);
        spoil(id, how);
        assertThat(new InvariantSweep(database).violations()).as("it is broken").isNotEmpty();

        RepairReport dry = dryRun();
        assertThat(stored(id).getLong("version")).as("dry").isEqualTo(good.getLong("version"));
        RepairReport done = carryOut(dry.digest());

        assertThat(dry.events()).singleElement().satisfies(event -> {
            assertThat(event.state()).isEqualTo(State.PLANNED);
            assertThat(event.removed()).isEqualTo(removed);
            assertThat(event.deduplicated()).isEqualTo(deduplicated);
        });
        assertThat(done.events()).extracting(RepairReport.Repaired::state).containsExactly(State.REPAIRED);
        new InvariantSweep(database).assertHolds();
        assertThat(audit().violations()).isEmpty();
        Document after = stored(id);
        assertThat(after.get("accepted_staff")).isEqualTo(good.get("accepted_staff"));
        assertThat(after.get("declined_staff")).isEqualTo(good.get("declined_staff"));
        assertThat(after.getLong("version")).isEqualTo(good.getLong("version") + Math.max(1, removed + deduplicated));
        assertThat(lines(id, good.getLong("version")))
                .allSatisfy(line -> assertThat(line.getString("actor")).isEqualTo(ADMIN))
                .allSatisfy(line -> assertThat(line.getString("kind")).isEqualTo("repaired"))
                .hasSize(Math.max(1, removed + deduplicated));
        assertThat(dryRun().events()).isEmpty();
    }

    /** What was recorded and is too many leaves as well; who was there first stays, in every role. */
    @Test
    void theFirstStayInEveryRoleWhenTheJournalHoldsThemAll() {
        ObjectId id = process.create(Samples.published(
                        new ObjectId(), Role.of("Server", 3), Role.of("Cook", 2), Role.of("Driver", 2)))
                .id();
        for (String role : List.of("Server", "Cook", "Driver", "Server", "Cook", "Driver")) {
            accept(id, role.toLowerCase(java.util.Locale.ROOT) + in(stored(id)).size(), role);
        }
        spoil(id, event -> {
            List<Document> roles = event.getList("roles", Document.class);
            roles.forEach(role -> role.append("count", 1));
        });

        RepairReport done = carryOut(dryRun().digest());

        assertThat(done.events()).extracting(RepairReport.Repaired::removed).containsExactly(3);
        assertThat(in(stored(id)))
                .extracting(entry -> entry.getString("userKey"))
                .containsExactly("test:server0", "test:cook1", "test:driver2");
        assertThat(audit().violations())
                .as("only what no line ever said is left: the places")
                .extracting(violation -> violation.detail())
                .containsExactly("the event differs from it in: roles");
    }

    @Test
    void nothingIsDoneOnceItWouldBeSomethingElse() {
        ObjectId id = staffed();
        spoil(id, event -> in(event).add(entry("eve", "Server", 9)));
        RepairReport dry = dryRun();
        decline(id, "ada");

        assertThatThrownBy(() -> carryOut(dry.digest())).isInstanceOf(Repairs.StaleException.class);
        assertThat(in(stored(id))).extracting(it -> it.getString("userKey")).contains("test:eve");

        RepairDigest ofNothing = dryRun().digest();
        assertThat(dryRun().events()).as("a place is free for eve by now").allMatch(it -> it.removed() == 0);
        carryOut(ofNothing);
        assertThat(in(stored(id))).extracting(it -> it.getString("userKey")).contains("test:eve");
    }

    @Test
    void aDeletedEventAndOneThatCannotBeReadAreLeftAlone() {
        ObjectId deleted = staffed();
        spoil(deleted, event -> {
            in(event).add(entry("eve", "Server", 9));
            event.append("deletedAt", new Date());
        });
        spoil(staffed(), event -> event.append("status", "floating"));

        RepairReport dry = dryRun();

        assertThat(dry.checked()).isEqualTo(2);
        assertThat(dry.events()).isEmpty();
        assertThat(carryOut(dry.digest()).events()).isEmpty();
    }

    @Test
    void manyAreRepairedInParts() {
        List<ObjectId> broken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            broken.add(staffed());
            spoil(broken.get(i), event -> in(event).add(entry("eve", "Server", 9)));
        }
        try (Audits few =
                new Audits(name, new RepairsInLanes(process.lanes), Map.of("max-repairs", "2", "events", "3"))) {
            RepairReport dry =
                    few.repairs.dryRun(Optional.empty(), () -> false).await().indefinitely();
            assertThat(dry.events()).extracting(RepairReport.Repaired::eventId).isEqualTo(broken.subList(0, 2));
            assertThat(dry.next()).contains(broken.get(1));

            RepairReport done = few.repairs
                    .carryOut(ADMIN, Optional.empty(), dry.digest(), () -> false)
                    .await()
                    .indefinitely();
            assertThat(done.events()).extracting(RepairReport.Repaired::state).containsOnly(State.REPAIRED);

            RepairReport rest =
                    few.repairs.dryRun(dry.next(), () -> false).await().indefinitely();
            assertThat(rest.events()).extracting(RepairReport.Repaired::eventId).isEqualTo(broken.subList(2, 4));
            assertThatThrownBy(() -> few.repairs
                            .carryOut(ADMIN, Optional.empty(), rest.digest(), () -> false)
                            .await()
                            .indefinitely())
                    .as("of another range")
                    .isInstanceOf(Repairs.StaleException.class);
        }
    }

    @Test
    void whenTimeIsUpNothingMoreIsBegun() {
        for (int i = 0; i < 3; i++) {
            spoil(staffed(), event -> in(event).add(entry("eve", "Server", 9)));
        }
        RepairDigest digest = dryRun().digest();
        int[] asked = {0};

        RepairReport done = audits.repairs
                .carryOut(ADMIN, Optional.empty(), digest, () -> asked[0]++ > 0)
                .await()
                .indefinitely();

        assertThat(done.events())
                .extracting(RepairReport.Repaired::state)
                .containsExactly(State.REPAIRED, State.NOT_DONE, State.NOT_DONE);
    }

    @Test
    void ofARepairThatFailsNothingIsClaimed() {
        spoil(staffed(), event -> in(event).add(entry("eve", "Server", 9)));
        RepairDigest digest = dryRun().digest();

        try (Audits failing = new Audits(
                name,
                (eventId, repair) ->
                        Uni.createFrom().failure(UndecidedException.of(UndecidedException.Reason.OUTCOME_UNKNOWN)),
                Map.of())) {
            RepairReport done = failing.repairs
                    .carryOut(ADMIN, Optional.empty(), digest, () -> false)
                    .await()
                    .indefinitely();

            assertThat(done.events()).extracting(RepairReport.Repaired::state).containsExactly(State.UNKNOWN);
        }
    }

    /** People press while it is repaired: nobody gets in who may not, and whoever is to leave leaves. */
    @Test
    void inTheMiddleOfABurst() {
        Event event = process.create(Samples.published(new ObjectId(), Role.of("Server", 3), Role.of("Cook", 40)));
        ObjectId id = event.id();
        for (String person : List.of("ada", "bob", "di")) {
            accept(id, person, "Server");
        }
        spoil(id, stored -> {
            in(stored).add(entry("eve", "Server", 9));
            in(stored).add(in(stored).get(0));
        });
        RepairDigest digest = dryRun().digest();

        List<UniAssertSubscriber<Outcome>> presses = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            presses.add(process.send(id, Requests.accept("p" + i, i % 3 == 0 ? "Server" : "Cook")));
        }
        RepairReport done = carryOut(digest);
        for (int i = 150; i < 200; i++) {
            presses.add(process.send(id, Requests.accept("p" + i, "Cook")));
        }
        presses.forEach(UniAssertSubscriber::awaitItem);

        assertThat(done.events()).extracting(RepairReport.Repaired::state).containsExactly(State.REPAIRED);
        List<Document> in = in(stored(id));
        assertThat(in).filteredOn(it -> it.getString("key").equals("cook")).hasSize(40);
        assertThat(in)
                .filteredOn(it -> it.getString("key").equals("server"))
                .extracting(it -> it.getString("userKey"))
                .containsExactly("test:ada", "test:bob", "test:di");
        assertThat(audit().violations()).isEmpty();
        assertThat(process.client.registry.get("muster.guard.misses").counter().count())
                .isZero();
    }

    /** People come and go on every event while all of them are audited again and again: nothing is wrong, and nothing is said. */
    @Test
    void anAuditUnderLoadSaysNothing() {
        List<ObjectId> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(process.create(Samples.published(new ObjectId(), Role.of("Server", 5), Role.of("Cook", 5)))
                    .id());
        }
        try (Audits small = new Audits(name, new RepairsInLanes(process.lanes), Map.of("events", "3", "lines", "4"))) {
            List<UniAssertSubscriber<Outcome>> presses = new ArrayList<>();
            List<AuditReport> reports = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                for (ObjectId event : events) {
                    for (int i = 0; i < 4; i++) {
                        String person = "p" + (round * 3 + i) % 8;
                        presses.add(process.send(
                                event,
                                (round + i) % 3 == 0
                                        ? Requests.decline(person, new ObjectId().toHexString())
                                        : Requests.accept(person, i % 2 == 0 ? "Server" : "Cook")));
                    }
                }
                reports.add(small.audit.whole().await().indefinitely());
            }
            presses.forEach(UniAssertSubscriber::awaitItem);

            assertThat(reports).allSatisfy(report -> {
                assertThat(report.checked()).isEqualTo(30);
                assertThat(report.counts().values()).containsOnly(0L);
            });
        }
        new InvariantSweep(database).assertHolds();
    }

    /** Three servers are in and full, one cook of two is; one has declined. Nobody is in for driving. */
    private ObjectId staffed() {
        ObjectId id = process.create(Samples.published(
                        new ObjectId(), Role.of("Server", 3), Role.of("Cook", 1), Role.of("Driver", 1)))
                .id();
        accept(id, "ada", "Server");
        accept(id, "ben", "Cook");
        accept(id, "bob", "Server");
        decline(id, "cy");
        accept(id, "di", "Server");
        return id;
    }

    private void accept(ObjectId id, String person, String role) {
        process.submit(id, Requests.accept(person, role)).await().indefinitely();
    }

    private void decline(ObjectId id, String person) {
        process.submit(id, Requests.decline(person, new ObjectId().toHexString()))
                .await()
                .indefinitely();
    }

    private RepairReport dryRun() {
        return audits.repairs.dryRun(Optional.empty(), () -> false).await().indefinitely();
    }

    private RepairReport carryOut(RepairDigest digest) {
        return audits.repairs
                .carryOut(ADMIN, Optional.empty(), digest, () -> false)
                .await()
                .indefinitely();
    }

    private AuditReport audit() {
        return audits.audit.part(Optional.empty(), () -> false).await().indefinitely();
    }

    private void spoil(ObjectId id, Consumer<Document> how) {
        Document event = stored(id);
        how.accept(event);
        database.getCollection("events").replaceOne(Filters.eq("_id", id), event);
    }

    private Document stored(ObjectId id) {
        return database.getCollection("events")
                .find(Filters.eq("_id", id))
                .into(new ArrayList<>())
                .get(0);
    }

    private List<Document> lines(ObjectId id, long after) {
        return database.getCollection("journal")
                .find(Filters.and(Filters.eq("eventId", id), Filters.gt("_id.v", after)))
                .sort(Sorts.ascending("_id.v"))
                .into(new ArrayList<>());
    }

    private static List<Document> in(Document event) {
        return event.getList("accepted_staff", Document.class);
    }

    private static List<Document> out(Document event) {
        return event.getList("declined_staff", Document.class);
    }

    private static Document entry(String person, String role, long version) {
        return new Document("userKey", "test:" + person)
                .append("role", role)
                .append("key", role.toLowerCase(java.util.Locale.ROOT))
                .append("respondedAt", new Date(0))
                .append("version", version);
    }
}
