package io.muster.api.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Audit and repair over HTTP. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class AdminTest {
    private static final String AUDIT = "/api/admin/audit";
    private static final String REPAIR = "/api/admin/repair";

    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final Client admin =
            Client.of(TestTokens.staff("root").claim("groups", List.of("admin")).claim("email", "root@example.org"));
    private final String firm = "firm-" + Long.toString(System.nanoTime(), 36);
    private final Client manager = Client.of(TestTokens.manager(firm));

    @BeforeEach
    void ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager.get("/api/events").status() == 200);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void isForAdministratorsAlone() {
        for (Client other : List.of(manager, Client.of(TestTokens.staff("x").claim("managerIds", List.of(firm))))) {
            other.get(AUDIT).expect(403, "FORBIDDEN");
            other.post(REPAIR).expect(403, "FORBIDDEN");
            other.post(REPAIR + "?dryRun=false").expect(403, "FORBIDDEN");
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(admin.get(AUDIT + "?after=x").expect(400, "VALIDATION").violations())
                .containsExactly("after");
        assertThat(admin.post(REPAIR + "?dryRun=maybe")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("dryRun");
        assertThat(admin.post(REPAIR + "?dryRun=false")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("digest");
        assertThat(admin.post(REPAIR + "?dryRun=false&digest=all")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("digest");
        admin.post(REPAIR + "?dryRun=false&digest=" + "0".repeat(64)).expect(409, "REPAIR_STALE");
    }

    @Test
    void findsAndRepairsWhatWasBroken() {
        String id = overfull();

        Answer audit = admin.get(AUDIT + "?after=" + before(id)).expect(200);
        assertThat(violations(audit, id))
                .contains("OVERFLOW Server 3 in 2 places")
                .anyMatch(it -> it.startsWith("STATS "))
                .anyMatch(it -> it.startsWith("JOURNAL "));
        assertThat(audit.body().path("truncated").isBoolean()).isTrue();
        assertThat(audit.body().path("checked").longValue()).isPositive();

        Answer dry = admin.post(REPAIR + "?after=" + before(id)).expect(200);
        assertThat(dry.body().path("dryRun").booleanValue()).isTrue();
        assertThat(repaired(dry, id).toString())
                .isEqualTo("{\"eventId\":\"" + id
                        + "\",\"removed\":1,\"deduplicated\":0,\"figures\":true,\"state\":\"planned\"}");
        assertThat(manager.get("/api/events/" + id).version()).isEqualTo(3);

        Answer done = carryOut(id, dry);
        assertThat(repaired(done, id).path("state").textValue()).isEqualTo("repaired");
        assertThat(violations(admin.get(AUDIT + "?after=" + before(id)).expect(200), id))
                .isEmpty();
        Answer after = manager.get("/api/events/" + id).expect(200);
        assertThat(after.version()).isEqualTo(4);
        assertThat(after.body().path("role_stats").get(0).path("taken").intValue())
                .isEqualTo(2);
        JsonNode line = manager.get("/api/events/" + id + "/journal?after=3")
                .expect(200)
                .body()
                .path("entries")
                .get(0);
        assertThat(line.path("kind").textValue()).isEqualTo("repaired");
        assertThat(line.path("actor").textValue()).isEqualTo("oidc:root");
        assertThat(line.path("userKey").textValue()).isEqualTo("oidc:zoe");

        for (Answer answer : List.of(audit, dry, done)) {
            assertThat(answer.text()).doesNotContain("oidc:", "zoe", "@");
        }
    }

    /** Repairing again what is repaired does nothing, and says that it is something else by now. */
    private Answer carryOut(String id, Answer dry) {
        String call = REPAIR + "?dryRun=false&after=" + before(id) + "&digest="
                + dry.body().path("digest").textValue();
        Answer done = admin.post(call).expect(200);
        admin.post(call).expect(409, "REPAIR_STALE");
        return done;
    }

    @Test
    void oneAtATimeWhicheverProcessIsAtIt() {
        MongoCollection<Document> leases = collection("leases");
        admin.get(AUDIT).expect(200);
        leases.updateOne(Filters.eq("_id", "asked"), busy(Duration.ofMinutes(1)));

        for (Answer answer : List.of(
                admin.get(AUDIT), admin.post(REPAIR), admin.post(REPAIR + "?dryRun=false&digest=" + "0".repeat(64)))) {
            answer.expect(409, "BUSY");
            assertThat(answer.header("Retry-After")).isPresent();
        }

        leases.updateOne(Filters.eq("_id", "asked"), busy(Duration.ZERO));
        admin.get(AUDIT).expect(200);
        admin.post(REPAIR).expect(200);
    }

    private static Bson busy(Duration time) {
        return Updates.combine(
                Updates.set("holder", "another process"),
                Updates.set("until", Date.from(Instant.now().plus(time))));
    }

    /** Three servers in two places: one more than ever pressed. */
    private String overfull() {
        String id = manager.post("/api/events", Bodies.roles(Bodies.published(), 2, "Server", "Cook"))
                .expect(201)
                .id();
        for (String sub : List.of("ann", "bob")) {
            Client.of(TestTokens.staff(sub).claim("managerIds", List.of(firm)))
                    .post("/api/events/" + id + "/respond", Bodies.accept("Server"))
                    .expect(200);
        }
        Document zoe = new Document("userKey", "oidc:zoe")
                .append("role", "Server")
                .append("key", "server")
                .append("respondedAt", new Date())
                .append("version", 9L);
        events().updateOne(Filters.eq("_id", new ObjectId(id)), Updates.push("accepted_staff", zoe));
        return id;
    }

    private MongoCollection<Document> events() {
        return collection("events");
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class))
                .getCollection(name);
    }

    private static String before(String id) {
        ObjectId event = new ObjectId(id);
        return new ObjectId(event.getTimestamp() - 1, 0xffffff).toHexString();
    }

    private static List<String> violations(Answer audit, String id) {
        List<String> found = new ArrayList<>();
        audit.body().path("violations").forEach(it -> {
            if (it.path("eventId").textValue().equals(id)) {
                found.add(it.path("kind").textValue() + " " + it.path("role").asText() + " "
                        + it.path("detail").textValue());
            }
        });
        return found;
    }

    private static JsonNode repaired(Answer answer, String id) {
        return StreamSupport.stream(answer.body().path("events").spliterator(), false)
                .filter(it -> it.path("eventId").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
