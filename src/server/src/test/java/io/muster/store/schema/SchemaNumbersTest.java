package io.muster.store.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.respond.TestClient;
import io.muster.store.JournalDocuments;
import io.muster.store.write.MongoLedger;
import io.muster.store.write.NotYetAvailableException;
import io.muster.testing.database.TestDatabase;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How the schema number follows the processes, and what holds it. */
class SchemaNumbersTest {
    private static final int OLD = SchemaNumber.FIRST;
    private static final int NEW = SchemaNumber.NEWEST;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String name = TestDatabase.freshName();
    private final TestClient client = new TestClient(TestDatabase.uri(), name, Map.of());
    private final SchemaNumbers older = knowing(OLD, LONG);
    private final SchemaNumbers newer = knowing(NEW, LONG);

    @BeforeEach
    void make() {
        for (String collection : List.of("events", "journal", "schema")) {
            client.database.createCollection(collection).await().indefinitely();
        }
    }

    @AfterEach
    void close() {
        client.database.drop().await().indefinitely();
        client.close();
    }

    private SchemaNumbers knowing(int known, Duration goneAfter) {
        return new SchemaNumbers(client.client, name, known, goneAfter);
    }

    private static StoredSchema join(SchemaNumbers numbers, String process) {
        return numbers.join(process).await().indefinitely();
    }

    private static StoredSchema limit(SchemaNumbers numbers, Integer... limit) {
        return numbers.limit(List.of(limit).stream().findFirst()).await().indefinitely();
    }

    private void stored(String collection, Document document) {
        client.database.getCollection(collection).insertOne(document).await().indefinitely();
    }

    private MongoLedger ledger(int known) {
        return new MongoLedger(client.database, people -> Uni.createFrom().voidItem(), known);
    }

    @Test
    void anEmptyDatabaseHasWhatItsFirstProcessKnows() {
        StoredSchema schema = join(newer, "a");
        assertThat(schema.number()).isEqualTo(NEW);
        assertThat(schema.used()).isEqualTo(OLD);
        assertThat(schema.limit()).isEmpty();
        assertThat(schema.processes()).extracting(StoredSchema.Member::known).containsExactly(NEW);
    }

    /** Nobody knows whether older ones, that never say so, still run. */
    @Test
    void aDatabaseOfOlderVersionsIsRaisedByHand() {
        stored("events", new Document("managerId", "m"));
        assertThat(join(newer, "a").number()).isEqualTo(OLD);
        assertThat(join(newer, "b").limit()).contains(OLD);
        assertThat(limit(newer).number()).isEqualTo(NEW);
        assertThat(join(newer, "a").number()).isEqualTo(NEW);
    }

    @Test
    void aDatabaseInWhichMoreIsStoredHasThatNumber() {
        stored("journal", new Document("kind", "accepted"));
        stored("journal", new Document("kind", "promoted"));
        StoredSchema schema = join(newer, "a");
        assertThat(schema.number()).isEqualTo(SchemaNumber.STANDBY);
        assertThat(schema.used()).isEqualTo(SchemaNumber.STANDBY);
        assertThat(schema.limit()).as("who wrote it may still run").contains(SchemaNumber.STANDBY);
        assertThatThrownBy(() -> limit(newer, OLD)).isInstanceOf(SchemaNumbers.InUseException.class);
        assertThat(limit(newer).number()).isEqualTo(NEW);
        assertThat(limit(newer, SchemaNumber.STANDBY).number()).isEqualTo(SchemaNumber.STANDBY);
    }

    @Test
    void theHighestThatIsStoredCounts() {
        stored("journal", new Document("kind", "promoted"));
        stored("journal", new Document("kind", "updated").append("set", new Document("waves", List.of())));
        assertThat(join(newer, "a").used()).isEqualTo(SchemaNumber.CONDITIONS);
    }

    /** The shell writes every number as a double. */
    @Test
    void aNumberSetByHandIsRead() {
        join(newer, "a");
        client.database
                .getCollection("schema")
                .updateOne(
                        new Document("_id", "schema"), Document.parse("{$set: {number: 2.0, used: 2.0, limit: 2.0}}"))
                .await()
                .indefinitely();
        StoredSchema schema = join(newer, "a");
        assertThat(schema.number()).isEqualTo(SchemaNumber.STANDBY);
        assertThat(schema.limit()).contains(SchemaNumber.STANDBY);
        made(Made.waitlisted("Server", 1));
    }

    @Test
    void aDatabaseWithARoleThatRequiresSomethingHasThatNumber() {
        Event event = Made.event(Made.requiring(Role.of("Driver", 1), "Licence"));
        stored("journal", JournalDocuments.of(Made.firstLine(event)));
        assertThat(join(newer, "a").used()).isEqualTo(SchemaNumber.CONDITIONS);
        assertThatThrownBy(() -> limit(newer, SchemaNumber.STANDBY)).isInstanceOf(SchemaNumbers.InUseException.class);
    }

    @Test
    void risesWithTheLastOldProcess() {
        assertThat(join(older, "old").number()).isEqualTo(OLD);
        assertThat(join(older, "old too").number()).isEqualTo(OLD);
        assertThat(join(newer, "new").number()).isEqualTo(OLD);
        older.leave("old").await().indefinitely();
        assertThat(newer.read().await().indefinitely().number()).isEqualTo(OLD);
        older.leave("old too").await().indefinitely();
        assertThat(newer.read().await().indefinitely().number()).isEqualTo(NEW);
        StoredSchema risen = join(older, "old");
        assertThat(risen.number())
                .as("never lower by itself, so that it does not start")
                .isEqualTo(NEW);
        assertThat(risen.processes())
                .as("and it is not counted as one that runs")
                .extracting(StoredSchema.Member::known)
                .containsExactly(NEW);
    }

    @Test
    void noProcessKnowsMoreThanItsVersion() {
        for (int known : new int[] {OLD - 1, NEW + 1}) {
            assertThatThrownBy(() -> new Membership(newer, known, LONG, failure -> {}))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("MUSTER_SCHEMA_KNOWN");
        }
    }

    @Test
    void whoSaysNothingIsGone() {
        join(older, "old");
        assertThat(join(newer, "new").number()).isEqualTo(OLD);
        saidNothingFor(LONG.plusSeconds(1), "old");
        assertThat(join(newer, "new").number()).isEqualTo(NEW);
    }

    /** While the database is away nobody can say anything. */
    @Test
    void whereNobodyCouldSayAnythingNobodyIsGone() {
        join(older, "old");
        join(newer, "new");
        saidNothingFor(LONG.plusSeconds(1), "old");
        saidNothingFor(LONG.plusSeconds(1), "new");
        assertThat(join(newer, "new").number()).isEqualTo(OLD);
        assertThat(join(newer, "new").processes()).hasSize(2);
        saidNothingFor(LONG.plusSeconds(1), "old");
        assertThat(join(newer, "new").number()).isEqualTo(NEW);
    }

    private void saidNothingFor(Duration time, String process) {
        Document seen = client.database
                .getCollection("schema")
                .find()
                .collect()
                .first()
                .await()
                .indefinitely();
        for (Document each : seen.getList("processes", Document.class)) {
            if (process.equals(each.getString("id"))) {
                each.put("seen", Date.from(Instant.now().minus(time)));
            }
        }
        client.database
                .getCollection("schema")
                .replaceOne(new Document("_id", "schema"), seen)
                .await()
                .indefinitely();
    }

    @Test
    void aLimitHoldsItAndALowerOneTakesItBack() {
        join(newer, "a");
        assertThat(limit(newer, OLD).number()).isEqualTo(OLD);
        assertThat(join(newer, "a").number()).isEqualTo(OLD);
        assertThat(join(older, "b").number()).isEqualTo(OLD);
        assertThat(limit(newer).number()).as("an older one runs").isEqualTo(OLD);
    }

    /** Two that write one document: whoever comes second sees what the first one did. */
    @Test
    void nothingThatNeedsMoreIsRecordedOnceTheNumberIsLowered() {
        join(newer, "a");
        Event event = made(Role.of("Server", 1));
        AtomicInteger tries = new AtomicInteger();
        KeyedCommand waitlist = Made.roles(Made.waitlisted("Server", 1));
        MongoLedger ledger = ledger(NEW);
        Plan plan = client.run(
                        LONG,
                        session -> ledger.read(session, event.id()).chain(found -> {
                            Plan planned = Planner.plan(
                                    found.orElseThrow().event(),
                                    found.orElseThrow().now(),
                                    () -> false,
                                    found.orElseThrow().schema(),
                                    Facts.NONE,
                                    List.of(waitlist));
                            Uni<?> meanwhile = tries.incrementAndGet() == 1
                                    ? newer.limit(Optional.of(OLD))
                                    : Uni.createFrom().voidItem();
                            return meanwhile
                                    .chain(() -> planned.recordsNothing()
                                            ? Uni.createFrom().voidItem()
                                            : ledger.write(session, planned))
                                    .replaceWith(planned);
                        }))
                .await()
                .indefinitely();
        assertThat(Made.said(plan)).containsExactly("refused NOT_YET_AVAILABLE{}");
        assertThat(tries).hasValue(2);
        assertThat(newer.read().await().indefinitely().used()).isEqualTo(OLD);
    }

    @Test
    void theNumberStaysWhereWhatIsRecordedNeedsIt() {
        join(newer, "a");
        made(Made.waitlisted("Server", 1));
        assertThat(newer.read().await().indefinitely().used()).isEqualTo(SchemaNumber.STANDBY);
        assertThatThrownBy(() -> limit(newer, OLD)).isInstanceOf(SchemaNumbers.InUseException.class);
        assertThat(newer.read().await().indefinitely().number()).isEqualTo(NEW);
    }

    @Test
    void noEventIsMadeThatNeedsMore() {
        join(newer, "a");
        limit(newer, OLD);
        assertThatThrownBy(() -> made(Made.waitlisted("Server", 1))).isInstanceOf(NotYetAvailableException.class);
        made(Role.of("Server", 1));
    }

    @Test
    void whoDoesNotKnowTheNumberChangesNothing() {
        join(newer, "a");
        Event event = made(Role.of("Server", 1));
        assertThatThrownBy(() -> client.run(LONG, session -> ledger(OLD).read(session, event.id()))
                        .await()
                        .indefinitely())
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("the database has schema number " + SchemaNumber.NEWEST
                        + ", and this version knows none above 1: use a newer version");
        List<String> told = new ArrayList<>();
        Membership late = new Membership(older, OLD, LONG, failure -> told.add(failure.getMessage()));
        assertThatThrownBy(() -> late.begin().await().indefinitely()).isInstanceOf(UnknownSchemaException.class);
        assertThat(told).hasSize(1);
    }

    private Event made(Role... roles) {
        Event event = Made.event(roles);
        return client.run(
                        LONG,
                        session -> ledger(NEW)
                                .insert(session, List.of(event), "m", event.id().toHexString(), "made"))
                .await()
                .indefinitely()
                .get(0);
    }
}
