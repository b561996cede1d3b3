package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.api.event.HttpTest;
import io.muster.event.journal.SchemaNumber;
import io.muster.store.CollectionNames;
import io.muster.store.write.EventErasure;
import io.muster.store.write.Ledger;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody is named by what has been over for long (docs/settings.md, MUSTER_RETENTION). */
@QuarkusTest
@Tag("service")
class RetentionSweepTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Duration TEN_YEARS = Duration.ofDays(3_650);

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("p");
    private final String userKey = "oidc:" + sub;
    private final Client person = staff(sub, managerId);

    @Inject
    RetentionSweep retention;

    @Inject
    Ledger ledger;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private ReactiveMongoCollection<Document> collection(String name) {
        return client.getDatabase(database).getCollection(name);
    }

    /** As in a database in which it was off. */
    @BeforeEach
    void nothingIsDone() {
        collection(CollectionNames.JOBS)
                .deleteOne(Filters.eq("_id", "retention"))
                .await()
                .atMost(PATIENCE);
    }

    private String on(LocalDate date) {
        return create(manager, Bodies.published().put("date", date.toString())).id();
    }

    private JsonNode event(String id) {
        return manager.get(path(id)).expect(200).body();
    }

    private String accepted(String id) {
        return event(id).at("/accepted_staff/0/userKey").textValue();
    }

    private void moved(String id, LocalDate date) {
        manager.patch(path(id), Bodies.object().put("date", date.toString())).expect(200);
    }

    private String over(int days) {
        String event = on(TODAY.plusDays(20));
        accept(person, event, "Server").expect(200);
        moved(event, TODAY.minusDays(days));
        return event;
    }

    private void swept(RetentionSweep sweep) {
        sweep.once().await().atMost(PATIENCE);
    }

    private void auditFindsNothing(List<String> events) {
        JsonNode report = Client.of(TestTokens.staff(fresh("admin")).claim("groups", List.of("admin")))
                .get("/api/admin/audit")
                .expect(200)
                .body();
        assertThat(report.path("violations").findValuesAsText("eventId")).doesNotContainAnyElementsOf(events);
    }

    private List<Document> stored(String id) {
        return collection(CollectionNames.EVENTS)
                .find(Filters.eq("_id", new ObjectId(id)))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void whatIsOverForLongNamesNobody() {
        String old = on(TODAY.plusDays(20));
        accept(person, old, "Server").expect(200);
        moved(old, TODAY.minusDays(3_700));
        String deleted = on(TODAY.plusDays(20));
        accept(person, deleted, "Server").expect(200);
        String later = on(TODAY.plusDays(20));
        accept(person, later, "Server").expect(200);
        moved(later, TODAY.minusDays(3_600));

        swept(retention);
        assertThat(event(old).at("/accepted_staff/0/userKey").textValue())
                .as("off by itself")
                .isEqualTo(userKey);
        swept(retention.keeping(TEN_YEARS));

        assertThat(event(old).at("/accepted_staff/0/userKey").textValue()).startsWith("erased:");
        assertThat(stored(old).toString()).doesNotContain(sub);
        assertThat(event(later).at("/accepted_staff/0/userKey").textValue()).isEqualTo(userKey);
        long version = event(old).path("version").longValue();
        swept(retention.keeping(TEN_YEARS));
        assertThat(event(old).path("version").longValue()).isEqualTo(version);
        auditFindsNothing(List.of(old, deleted, later));
    }

    /** Those of a day without times all end at midnight. */
    @Test
    void noneIsPassedByOfManyThatEndAtOneMoment() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(over(3_700));
        }
        events.add(over(3_690));

        swept(retention.keeping(TEN_YEARS).by(2));

        assertThat(events).allSatisfy(event -> assertThat(accepted(event)).startsWith("erased:"));
    }

    @Test
    void whatIsDeletedForLongNamesNobody() {
        String deleted = on(TODAY.plusDays(20));
        accept(person, deleted, "Server").expect(200);
        manager.delete(path(deleted)).expect(204);
        String other = on(TODAY.plusDays(20));
        accept(person, other, "Server").expect(200);

        collection(CollectionNames.EVENTS)
                .updateOne(
                        Filters.eq("_id", new ObjectId(deleted)),
                        Updates.set("deletedAt", Date.from(Instant.now().minus(TEN_YEARS.plusDays(9)))))
                .await()
                .atMost(PATIENCE);

        swept(retention.keeping(TEN_YEARS));

        assertThat(journal(deleted)).doesNotContain(sub);
        assertThat(accepted(other)).isEqualTo(userKey);
    }

    private String journal(String event) {
        return collection(CollectionNames.JOURNAL)
                .find(Filters.eq("eventId", new ObjectId(event)))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE)
                .toString();
    }

    /** It is tried again in the next pass, unless it is over no more. */
    @Test
    void anEventThatFailsDoesNotHoldUpTheOthers() {
        String fails = over(3_720);
        String ahead = over(3_720);
        String other = over(3_710);
        EventErasure erasure = new EventErasure(client.getDatabase(database), ledger, SchemaNumber.ERASED, 1_000) {
            @Override
            public Uni<Void> of(ClientSession session, ObjectId eventId, Whom whom) {
                return List.of(fails, ahead).contains(eventId.toHexString())
                        ? Uni.createFrom().failure(new IllegalStateException("this one fails"))
                        : super.of(session, eventId, whom);
            }
        };

        swept(retention.keeping(TEN_YEARS).by(erasure));

        assertThat(accepted(other)).startsWith("erased:");
        assertThat(accepted(fails)).isEqualTo(userKey);
        moved(ahead, TODAY.plusDays(20));
        swept(retention.keeping(TEN_YEARS));
        assertThat(accepted(fails)).startsWith("erased:");
        assertThat(accepted(ahead)).isEqualTo(userKey);
        auditFindsNothing(List.of(fails, ahead, other));
    }

    /** Of more lines than fit into a transaction it is done group after group, each of which leaves a line. */
    @Test
    void anEventWithManyLinesIsDoneInParts() {
        String event = on(TODAY.plusDays(20));
        List<Client> people =
                IntStream.range(0, 6).mapToObj(i -> staff(sub + i, managerId)).toList();
        people.forEach(it -> accept(it, event, "Server").expect(200));
        people.subList(0, 3).forEach(it -> decline(it, event).expect(200));
        moved(event, TODAY.minusDays(3_720));
        List<Integer> taken = new CopyOnWriteArrayList<>();
        EventErasure erasure = new EventErasure(client.getDatabase(database), ledger, SchemaNumber.ERASED, 4) {
            @Override
            public Uni<Void> of(ClientSession session, ObjectId eventId, Whom whom) {
                if (eventId.toHexString().equals(event)) {
                    taken.add(whom.userKeys().size());
                }
                return super.of(session, eventId, whom);
            }
        };

        swept(retention.keeping(TEN_YEARS).by(erasure));

        assertThat(journal(event)).doesNotContain(sub, "oidc:" + managerId).contains("erased:");
        assertThat(stored(event).toString()).doesNotContain(sub);
        assertThat(taken).hasSizeGreaterThan(3).endsWith(0);
        assertThat(taken.stream().mapToInt(Integer::intValue).sum())
                .as("the people and the manager, each once")
                .isEqualTo(people.size() + 1);
        auditFindsNothing(List.of(event));
    }
}
