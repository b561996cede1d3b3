package io.muster.api.event;

import java.util.List;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be read shows an event to nobody who might not see it, and no other record in another light. */
@QuarkusTest
@Tag("service")
class DamagedSightTest extends HttpTest {
    private static final List<Object> WRONG = List.of(7, "?!", List.of(7));

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private final MongoClient mongo = MongoClients.create(TestDatabase.uri());
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    @AfterEach
    void close() {
        mongo.close();
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(database).getCollection(name);
    }

    private void damage(String id, String field, Object wrong) {
        collection("events")
                .updateOne(Filters.eq("_id", new ObjectId(id)), new Document("$set", new Document(field, wrong)));
    }

    private static void assertHidden(Client person, String id, String what) {
        assertThat(person.get(path(id)).status()).as(what).isEqualTo(404);
        assertThat(person.get(EVENTS + "/available").expect(200).ids()).as(what).doesNotContain(id);
        assertThat(accept(person, id, "Server").status()).as(what).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience_user_keys", "barred_user_keys"})
    void whoWasNotToSeeAnEventDoesNotSeeItDamaged(String field) {
        String invited = fresh("p");
        String barred = fresh("p");
        String stranger = fresh("p");
        String in = fresh("p");
        String id = create(
                        manager,
                        Bodies.forPeople(Bodies.published(), "oidc:" + invited, "oidc:" + barred, "oidc:" + in))
                .id();
        manager.patch(path(id), "{\"barred_user_keys\":[\"oidc:" + barred + "\"]}")
                .expect(200);
        accept(staff(in, managerId), id, "Server").expect(200);
        assertThat(staff(invited, managerId).get(path(id)).status()).isEqualTo(200);

        for (Object wrong : WRONG) {
            String what = field + " = " + wrong;
            damage(id, field, wrong);

            assertHidden(staff(stranger, managerId), id, what);
            assertHidden(staff(barred, managerId), id, what);
            assertThat(staff(in, managerId).get(path(id)).status()).as(what).isEqualTo(200);
            assertThat(manager.get(path(id)).status()).as(what).isEqualTo(200);
        }
    }

    @Test
    void whoIsBarredIsSetAnew() {
        String id = createPublished(manager);
        Client person = staff(fresh("p"), managerId);
        damage(id, "barred_user_keys", 7);
        assertHidden(person, id, "barred_user_keys");

        manager.patch(path(id), "{\"barred_user_keys\":[]}").expect(200);

        accept(person, id, "Server").expect(200);
    }

    /** No call can name it, so it is as if it were not there; what comes after it in a list is. */
    @Test
    void anIdThatIsNoneCostsNoList() {
        String first = createPublished(manager);
        Document stray = collection("events")
                .find(Filters.eq("_id", new ObjectId(first)))
                .first();
        Client person = staff(fresh("p"), managerId);
        String lastSync = person.get(EVENTS + "/available")
                .expect(200)
                .body()
                .path("serverTimestamp")
                .textValue();
        stray.put("_id", "written by hand " + first);
        collection("events").insertOne(stray);
        String last = createPublished(manager);
        try {
            assertThat(manager.get(EVENTS + "?limit=1")
                            .expect(200)
                            .body()
                            .path("nextCursor")
                            .isTextual())
                    .isTrue();
            assertThat(manager.get(EVENTS).expect(200).ids()).contains(first, last);
            assertThat(person.get(EVENTS + "/available").expect(200).ids()).containsExactlyInAnyOrder(first, last);
            assertThat(person.get(EVENTS + "?to=2200-01-01").expect(200).ids()).contains(first, last);
            assertThat(person.get(EVENTS + "/available?lastSync=" + lastSync)
                            .expect(200)
                            .ids())
                    .contains(last);
            person.get(EVENTS + "/my-shifts").expect(200);
        } finally {
            collection("events").deleteOne(Filters.eq("_id", stray.get("_id")));
        }
    }

    @Test
    void aKeyWhoseFirstRequestCannotBeToldIsNotSaidToBeAnother() {
        Client repeated = manager.with("Idempotency-Key", fresh("key"));
        String id = repeated.post(EVENTS, Bodies.event()).expect(201).id();
        Document first = new Document("_id", new Document("e", new ObjectId(id)).append("v", 1L));

        collection("journal").updateOne(first, new Document("$set", new Document("kind", "teleported")));
        assertThat(repeated.post(EVENTS, Bodies.event()).expect(201).id()).isEqualTo(id);

        collection("journal").updateOne(first, new Document("$set", new Document("fingerprint", 7)));
        assertThat(repeated.post(EVENTS, Bodies.event())
                        .expect(503)
                        .body()
                        .path("code")
                        .textValue())
                .isEqualTo("OUTCOME_UNKNOWN");
    }
}
