package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.api.event.HttpTest;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.muster.respond.Transactions;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseClock;
import io.muster.store.erasure.Erasures;
import io.muster.store.erasure.Forgotten;
import io.muster.store.read.ShiftReads;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The jobs by which people are erased, whatever becomes of the request (docs/design.md#erasure). */
@QuarkusTest
@Tag("service")
class ErasingOneselfTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectNode CONFIRMED = Bodies.object().put("confirm", "erase");

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("p");
    private final String userKey = "oidc:" + sub;
    private final Client person = Client.of(TestTokens.staff(sub)
            .claim("managerIds", List.of(managerId))
            .claim("auth_time", Instant.now().minusSeconds(5).getEpochSecond()));

    @Inject
    Erasing erasing;

    @Inject
    ErasureSweep sweep;

    @Inject
    Erasures erasures;

    @Inject
    Transactions transactions;

    @Inject
    Changes changes;

    @Inject
    ShiftReads shifts;

    @Inject
    DatabaseClock clock;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private static String member(Client by, String userKey, String access) {
        return by.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Ada Lovelace")
                                .put("userKey", userKey)
                                .put("access", access)
                                .put("state", "active"))
                .expect(201)
                .id();
    }

    private List<Document> stored(String collection, Bson filter) {
        return client.getDatabase(database)
                .getCollection(collection)
                .find(filter)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
    }

    private List<Document> members() {
        return stored(CollectionNames.MEMBERS, Filters.eq("userKey", userKey));
    }

    private List<Document> marks(String firm) {
        return stored(CollectionNames.FORGOTTEN, Filters.eq("managerId", firm));
    }

    private <T> T committed(Function<ClientSession, Uni<T>> work) {
        return transactions.run(work).await().atMost(PATIENCE);
    }

    private Erasures.Work work(String job) {
        return erasures.work(new ObjectId(job)).await().atMost(PATIENCE).orElseThrow();
    }

    private String erased() {
        return person.delete("/api/me", CONFIRMED)
                .expect(202)
                .body()
                .path("job")
                .textValue();
    }

    private void untilDone(String job) {
        Erasing atOnce = erasing.settledAfter(Duration.ZERO);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            sweep.once(atOnce, Duration.ofDays(1)).await().atMost(PATIENCE);
            return erasures.work(new ObjectId(job)).await().atMost(PATIENCE).isEmpty();
        });
    }

    /** As after a crash of the process between the job's commit and all else that the request does. */
    @Test
    void theJobAloneForgetsWhatFirmsHaveWrittenDown() {
        String known = member(manager, userKey, "staff");
        String elsewhere = fresh("n");
        String unknown = member(manager(elsewhere), userKey, "staff");
        String event = createPublished(manager(elsewhere));
        Erasures.Work work = Erasures.Work.of(
                new ObjectId(), Optional.empty(), Set.of(userKey, "local:" + known), userKey, Instant.now());
        committed(session -> erasures.begin(session, work, Optional.of("an owner")));
        // What a member was called before there was an account, of one whom the job does not know of.
        ObjectNode addressed = Bodies.object();
        addressed.putArray("audience_user_keys").add("local:" + unknown).add("oidc:other");
        manager(elsewhere).patch(path(event), addressed).expect(200);

        untilDone(work.id().toHexString());

        assertThat(members()).isEmpty();
        assertThat(manager(elsewhere)
                        .get(path(event))
                        .expect(200)
                        .body()
                        .at("/audience_user_keys/0")
                        .textValue())
                .startsWith("erased:");
    }

    @Test
    void theOnlyManagerOfAFirmStaysAndNothingHappens() {
        String firm = fresh("n");
        member(manager(firm), userKey, "manager");
        member(manager, userKey, "staff");

        person.delete("/api/me", CONFIRMED).expect(409, "LAST_MANAGER");

        assertThat(members()).hasSize(2);
        assertThat(erasing.unfinishedOf(userKey).await().atMost(PATIENCE)).isEmpty();
        assertThat(marks(firm)).isEmpty();
        member(manager(firm), "oidc:" + fresh("other"), "manager");
        untilDone(erased());
        assertThat(members()).isEmpty();
    }

    /** No firm learns by what another one knows the person, and each has two marks at most. */
    @Test
    void eachFirmKeepsItsOwnKeysAlone() {
        String firm = fresh("n");
        member(manager, userKey, "staff");
        member(manager(firm), userKey, "staff");
        createPublished(manager);

        String job = erased();

        assertThat(marks(managerId)).hasSize(2);
        assertThat(marks(firm)).hasSize(2);
        assertThat(members()).isEmpty();
        assertThat(erased()).as("asked again").isEqualTo(job);
        untilDone(job);
        assertThat(marks(managerId)).isEmpty();
        assertThat(erased()).as("asked anew").isNotEqualTo(job);
    }

    /** Two jobs erase one person of a firm: the first that ends does not let the person in again. */
    @Test
    void theEndOfOneJobIsNotThatOfAnother() {
        Forgotten forgotten = new Forgotten(client.getDatabase(database));
        ObjectId one = new ObjectId();
        ObjectId other = new ObjectId();
        for (ObjectId job : List.of(one, other)) {
            committed(session -> forgotten.begin(session, managerId, List.of(userKey), job, false));
        }

        forgotten.end(one).await().atMost(PATIENCE);
        assertThat(forgotten.of(List.of(userKey)).await().atMost(PATIENCE)).allMatch(Forgotten.Mark::isErasing);
        assertThat(marks(managerId)).hasSize(1);
        forgotten.end(other).await().atMost(PATIENCE);
        assertThat(marks(managerId)).isEmpty();
    }

    /** The block is over with the member who is made anew, also once that one is gone. */
    @Test
    void aBlockEndsForGoodWithAMemberMadeAnew() {
        String blocked = member(manager, userKey, "staff");
        manager.patch("/api/members/" + blocked, Bodies.object().put("state", "blocked"))
                .expect(200);
        manager.delete("/api/members/" + blocked + "?erase=true").expect(202);
        untilDone(blocked);
        assertThat(marks(managerId)).hasSize(1);
        String event = createPublished(manager);
        person.get(path(event)).expect(404);

        String anew = member(manager, userKey, "staff");
        assertThat(marks(managerId)).isEmpty();
        manager.delete("/api/members/" + anew).expect(204);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> person.get(path(event)).expect(200));
    }

    /** A form that was opened before has the person in its audience still. */
    @Test
    void aFormOfBeforeDoesNotBringThePersonBack() {
        String member = member(manager, userKey, "staff");
        ObjectNode addressed = Bodies.published();
        addressed.putArray("audience_user_keys").add(userKey).add("oidc:other");
        String event = create(manager, addressed).id();
        ObjectNode form = Bodies.object();
        form.putArray("audience_user_keys").add(userKey).add("oidc:another");
        manager.delete("/api/members/" + member + "?erase=true").expect(202);
        untilDone(member);

        manager.with("If-Match", "\"1\"").patch(path(event), form).expect(412, "VERSION_STALE");

        assertThat(manager.get(path(event)).expect(200).body().toString()).doesNotContain(sub);
        JsonNode report = Client.of(TestTokens.staff(fresh("admin")).claim("groups", List.of("admin")))
                .get("/api/admin/audit")
                .expect(200)
                .body();
        assertThat(report.path("violations").findValuesAsText("eventId")).doesNotContain(event);
    }

    /** The first event fails before those are begun that are not freed at the same time as it. */
    @Test
    void anEventThatFailsDoesNotKeepThePlacesOfTheOthers() {
        for (int i = 0; i < 12; i++) {
            accept(person, createPublished(manager), "Server").expect(200);
        }
        AtomicInteger submitted = new AtomicInteger();
        Changes failing = new Changes() {
            @Override
            public Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
                return submitted.getAndIncrement() == 0
                        ? Uni.createFrom().failure(new IllegalStateException("this one fails"))
                        : changes.submit(eventId, request);
            }

            @Override
            public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
                return changes.create(events, actor, requestKey, fingerprint);
            }
        };
        Release release = new Release(shifts, failing, clock);

        Uni<Void> released = release.notBegun(Optional.of(managerId), userKey, "oidc:boss");
        assertThatThrownBy(() -> released.await().atMost(PATIENCE)).hasMessage("this one fails");

        assertThat(submitted).hasValue(12);
        assertThat(clock.now()
                        .chain(now -> shifts.toBeFreed(Optional.of(managerId), userKey, now))
                        .await()
                        .atMost(PATIENCE))
                .hasSize(1);
    }

    /** A process whose lease is over, and who does not know it, changes nothing of the pass of another one. */
    @Test
    void whoHasLostTheLeaseLeavesTheJobAlone() {
        String job = member(manager, userKey, "staff");
        Erasures.Work lost =
                Erasures.Work.of(new ObjectId(job), Optional.of(managerId), Set.of(userKey), userKey, Instant.now());
        committed(session -> erasures.begin(session, lost, Optional.empty()));
        Instant later = lost.startedAt().plusSeconds(5);
        assertThat(erasures.again(lost, later).await().atMost(PATIENCE)).isTrue();

        assertThat(erasures.advanced(lost, new ObjectId(), 3, true).await().atMost(PATIENCE))
                .isFalse();
        assertThat(erasures.again(lost, Instant.now()).await().atMost(PATIENCE)).isFalse();
        assertThat(erasures.finished(lost, Instant.now()).await().atMost(PATIENCE))
                .isFalse();

        Erasures.Work work = work(job);
        assertThat(work.after()).isEmpty();
        assertThat(work.missed()).isFalse();
        assertThat(erasures.finished(work, Instant.now()).await().atMost(PATIENCE))
                .isTrue();
    }

    @Test
    void whatWasMissedIsTriedAgainAfterGrowingPauses() {
        Instant now = Instant.now();
        Erasures.Work work = Erasures.Work.of(new ObjectId(), Optional.of(managerId), Set.of(userKey), userKey, now);
        committed(session -> erasures.begin(session, work, Optional.empty()));
        Instant notBefore = now.plusSeconds(3_600);

        erasures.again(work, now, notBefore).await().atMost(PATIENCE);

        assertThat(erasures.unfinished(now, 1_000).await().atMost(PATIENCE)).doesNotContain(work.id());
        assertThat(erasures.unfinished(notBefore, 1_000).await().atMost(PATIENCE))
                .contains(work.id());
        Erasures.Work next = work(work.id().toHexString());
        assertThat(next.tries()).isEqualTo(1);
        assertThat(List.of(Erasing.pause(0), Erasing.pause(1), Erasing.pause(2)))
                .extracting(Duration::toSeconds)
                .containsExactly(15L, 30L, 60L);
        assertThat(Erasing.pause(1_000)).isEqualTo(Duration.ofHours(1));
        assertThat(erasures.finished(next, now).await().atMost(PATIENCE)).isTrue();
    }

    /** MongoDB lets a transaction live for 60 s unless told otherwise; the time is noted in one that may take as long. */
    @Test
    void aTransactionThatBeganBeforeIsOverWhenAJobEnds() {
        assertThat(Transactions.SETTLED_AFTER).isGreaterThanOrEqualTo(Duration.ofSeconds(120));
    }
}
