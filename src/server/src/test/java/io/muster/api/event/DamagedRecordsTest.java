package io.muster.api.event;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One damaged record costs itself: the others are read, the audit names it, and the API mends or deletes it. */
@QuarkusTest
@Tag("service")
@Tag("slow")
class DamagedRecordsTest extends HttpTest {
    private static final int EVENTS_IN_ALL = 100;
    private static final List<Object> WRONG = List.of(7, "?!", List.of(7));

    /** By it the event's manager finds it, so an administrator mends it first. */
    private static final Set<String> NOT_MENDED_HERE = Set.of("managerId");

    /** Of no type that these fields have; a number for a number cannot be told from a right one. */
    private static final Map<String, List<Object>> NOT_IDENTIFIED = Map.of(
            "managerId", List.of(7, List.of(7)),
            "version", List.of("?!", List.of(7)));

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final Client admin = Client.of(TestTokens.staff("root").claim("groups", List.of("admin")));
    private String managerId;
    private Client manager;
    private Client person;

    @BeforeEach
    void aManagerOfItsOwn() {
        managerId = fresh("m");
        manager = manager(managerId);
        person = staff(fresh("p"), managerId);
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private MongoCollection<Document> events() {
        return mongo.getDatabase(database).getCollection("events");
    }

    private MongoCollection<Document> journal() {
        return mongo.getDatabase(database).getCollection("journal");
    }

    private List<String> madeEvents(int count) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            ObjectNode body = Bodies.object();
            for (int i = 0; i < 25; i++) {
                body.withArray("events")
                        .add(Bodies.published()
                                .put("notes", "n")
                                .put("start_time", "18:00")
                                .put("respond_by", "2099-01-01T00:00:00Z"));
            }
            manager.post(EVENTS + "/batch", body)
                    .expect(201)
                    .body()
                    .path("events")
                    .forEach(event -> ids.add(event.path("id").textValue()));
        }
        return ids;
    }

    private static Bson byId(String id) {
        return Filters.eq("_id", new ObjectId(id));
    }

    @Test
    void whateverFieldOfAnEventIsDamagedTheOthersAreRead() {
        List<String> ids = madeEvents(EVENTS_IN_ALL);
        String damaged = ids.get(ids.size() - 1);
        accept(person, damaged, "Server").expect(200);
        decline(staff(fresh("q"), managerId), damaged).expect(200);
        Document sound = events().find(byId(damaged)).first();
        List<Document> lines = journalOf(damaged);
        List<String> others = ids.subList(0, ids.size() - 1);

        for (String field : fields(sound)) {
            for (Object wrong : WRONG) {
                String what = field + " = " + wrong;
                events().updateOne(byId(damaged), new Document("$set", new Document(field, wrong)));
                boolean changed = !sound.equals(events().find(byId(damaged)).first());

                assertThat(manager.get(EVENTS + "?limit=200").expect(200).ids())
                        .as(what)
                        .containsAll(others);
                assertThat(person.get(EVENTS + "/available?limit=200")
                                .expect(200)
                                .ids())
                        .as(what)
                        .containsAll(others);
                assertThat(person.get(EVENTS + "/my-shifts").status()).as(what).isEqualTo(200);
                assertThat(manager.get(path(damaged)).status()).as(what).isIn(200, 404);
                assertThat(named(damaged)).as(what).isEqualTo(changed);
                boolean wrongVersion = field.equals("version") && wrong.equals(7);
                if (!NOT_MENDED_HERE.contains(field) && !wrongVersion) {
                    assertThat(manager.delete(path(damaged)).status()).as(what).isEqualTo(204);
                }

                events().replaceOne(byId(damaged), sound);
                journal().deleteMany(Filters.eq("eventId", new ObjectId(damaged)));
                journal().insertMany(lines);
            }
        }
    }

    /** Of the event, and of what its lists hold. */
    private static List<String> fields(Document event) {
        List<String> fields = new ArrayList<>();
        event.forEach((name, value) -> {
            if (!name.equals("_id")) {
                fields.add(name);
            }
            if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Document first) {
                first.keySet().forEach(member -> fields.add(name + ".0." + member));
            }
        });
        return fields;
    }

    private List<Document> journalOf(String id) {
        return journal().find(Filters.eq("eventId", new ObjectId(id))).into(new ArrayList<>());
    }

    private boolean named(String id) {
        ObjectId before = new ObjectId(new ObjectId(id).getTimestamp() - 1, 0);
        JsonNode audit = admin.get("/api/admin/audit?after=" + before.toHexString())
                .expect(200)
                .body();
        return audit.path("violations").findValuesAsText("eventId").contains(id);
    }

    @Test
    void aLineOfTheJournalThatCannotBeReadCostsItself() {
        String id = createPublished(manager);
        accept(person, id, "Server").expect(200);
        manager.patch(path(id), "{\"notes\":\"n\"}").expect(200);
        Bson second = Filters.eq("_id", new Document("e", new ObjectId(id)).append("v", 2L));
        Document sound = journal().find(second).first();
        String lastSync = person.get(EVENTS + "/available")
                .expect(200)
                .body()
                .path("serverTimestamp")
                .textValue();

        for (String field : sound.keySet()) {
            if (!field.equals("_id")) {
                journal().updateOne(second, new Document("$set", new Document(field, "?!")));

                JsonNode entries =
                        manager.get(path(id) + "/journal").expect(200).body().path("entries");
                assertThat(entries.findValues("version")).as(field).hasSizeGreaterThanOrEqualTo(2);
                JsonNode page = manager.get(path(id) + "/journal?after=1&limit=1")
                        .expect(200)
                        .body()
                        .path("entries");
                assertThat(page)
                        .as("a full page of what can be read, without %s", field)
                        .hasSize(1);
                person.get(EVENTS + "/available?lastSync=" + lastSync).expect(200);
                journal().replaceOne(second, sound);
            }
        }
    }

    @Test
    void aPersonWhoseNameCannotBeReadHasNone() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(person, id, "Server").expect(200);
        accept(staff(sub, managerId), id, "Server").expect(200);
        mongo.getDatabase(database)
                .getCollection("people")
                .updateOne(Filters.eq("_id", "oidc:" + sub), new Document("$set", new Document("name", 7)));

        JsonNode accepted = manager.get(path(id)).expect(200).body().path("accepted_staff");

        assertThat(accepted.at("/0/name").textValue()).startsWith("Name of ");
        assertThat(accepted.at("/1/name").isNull()).isTrue();
    }

    static Stream<Map.Entry<String, String>> mended() {
        return Stream.of(
                Map.entry("timezone", "{\"timezone\":\"UTC\"}"),
                Map.entry("date", "{\"date\":\"2099-12-20\"}"),
                Map.entry("notes", "{\"notes\":\"again\"}"),
                Map.entry("roles", "{\"roles\":[{\"role\":\"Server\",\"count\":10}]}"),
                Map.entry("audience_user_keys", "{\"audience_user_keys\":[]}"));
    }

    @Test
    void aFieldThatIsSetAnewIsMended() {
        mended().forEach(each -> {
            String id = createPublished(manager);
            events().updateOne(byId(id), new Document("$set", new Document(each.getKey(), 7)));

            assertThat(manager.get(path(id)).expect(200).status()).isEqualTo(200);
            manager.patch(path(id), each.getValue()).expect(200);

            assertThat(events().find(byId(id)).first().get(each.getKey()))
                    .as(each.getKey())
                    .isNotEqualTo(7);
            accept(person, id, "Server").expect(200);
        });
    }

    /** A zone of rules that this Java does not have: the event is there, in UTC. */
    @Test
    void anUnknownZoneReadsAsUtc() {
        String id = createPublished(manager);
        events().updateOne(byId(id), new Document("$set", new Document("timezone", "Mars/Phobos")));

        assertThat(manager.get(path(id)).expect(200).body().path("timezone").textValue())
                .isEqualTo("UTC");
        assertThat(person.get(EVENTS + "/available").expect(200).ids()).contains(id);
    }

    /** By other rules of the zones, say, than those it was stored by. */
    @Test
    void anEndThatIsStaleAsStoredIsPutRightByTheNextChange() {
        String id = createPublished(manager);
        Object sound = events().find(byId(id)).first().get("endsAt");
        events().updateOne(byId(id), new Document("$set", new Document("endsAt", new Date(0))));

        accept(person, id, "Server").expect(200);

        assertThat(events().find(byId(id)).first().get("endsAt")).isEqualTo(sound);
    }

    @Test
    void anEventThatIsNotIdentifiedIsRestoredFromItsJournal() {
        NOT_IDENTIFIED.forEach((field, wrongs) -> {
            wrongs.forEach(wrong -> assertRestored(field, new Document("$set", new Document(field, wrong))));
            assertRestored(field, new Document("$unset", new Document(field, "")));
        });
    }

    /** The planner has the event that its journal makes; what is stored stays for the change itself. */
    @Test
    void aDryRunOfAnEventThatIsNotIdentifiedWritesNothing() {
        String id = createPublished(manager);
        accept(person, id, "Server").expect(200);
        ObjectNode notes = Bodies.object().put("notes", "Black shoes");
        manager.patch(path(id), notes).expect(200);
        events().updateOne(byId(id), new Document("$set", new Document("version", "three")));
        Document damaged = events().find(byId(id)).first();

        JsonNode foretold = manager.patch(path(id) + "?dryRun=true", notes.put("notes", "White shoes"))
                .expect(200)
                .body();

        assertThat(foretold.at("/event/version").longValue()).isEqualTo(4);
        assertThat(events().find(byId(id)).first()).isEqualTo(damaged);
    }

    private void assertRestored(String field, Bson damage) {
        String id = createPublished(manager);
        accept(person, id, "Server").expect(200);
        JsonNode sound = manager.get(path(id)).expect(200).body();
        events().updateOne(byId(id), damage);

        assertThat(repaired(id)).as(field).isEqualTo("repaired");

        JsonNode after = manager.get(path(id)).expect(200).body();
        assertThat(after.path("accepted_staff")).as(field).isEqualTo(sound.path("accepted_staff"));
        assertThat(after.path("version").longValue())
                .as(field)
                .isEqualTo(sound.path("version").longValue() + 1);
        assertThat(journalOf(id))
                .as(field)
                .extracting(line -> line.getString("kind"))
                .containsExactlyInAnyOrder("created", "accepted", "repaired");
        assertThat(named(id)).as(field).isFalse();
        decline(person, id).expect(200);
        assertThat(manager.delete(path(id)).status()).as(field).isEqualTo(204);
    }

    /** The state of the event after a repair of what a dry run found. */
    private String repaired(String id) {
        ObjectId before = new ObjectId(new ObjectId(id).getTimestamp() - 1, 0);
        String call = "/api/admin/repair?after=" + before.toHexString();
        String digest = admin.post(call, "").expect(200).body().path("digest").textValue();
        for (JsonNode event : admin.post(call + "&dryRun=false&digest=" + digest, "")
                .expect(200)
                .body()
                .path("events")) {
            if (event.path("eventId").textValue().equals(id)) {
                return event.path("state").textValue();
            }
        }
        return "not found";
    }
}
