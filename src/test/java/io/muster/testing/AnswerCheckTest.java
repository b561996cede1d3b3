package io.muster.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that the journal bears out pass; each kind that it does not is found. */
class AnswerCheckTest {
    private final GoodEvent good = new GoodEvent();
    private final List<Answer> answers = new ArrayList<>();
    private MongoClient mongo;
    private MongoDatabase database;

    @BeforeEach
    void store() {
        mongo = MongoClients.create(TestDatabase.uri());
        database = mongo.getDatabase(TestDatabase.freshName());
        database.getCollection("events").insertOne(good.event);
        database.getCollection("journal").insertMany(good.journal);
        answers.add(recorded("ada", "accept", 2, 0, 10));
        answers.add(recorded("bob", "accept", 3, 0, 10));
        answers.add(recorded("di", "decline", 4, 11, 20));
        answers.add(recorded("cy", "decline", 5, 21, 30));
        answers.add(recorded("di", "accept", 6, 21, 30));
        answers.add(full("eve", 6, 25, 40));
    }

    @AfterEach
    void drop() {
        database.drop();
        mongo.close();
    }

    @Test
    void whatHappenedIsBorneOut() {
        assertThat(check()).isEmpty();
    }

    @Test
    void anAnswerLostOnTheWayMayHaveBeenRecorded() {
        answers.set(0, broken("ada"));
        assertThat(check()).isEmpty();
    }

    @Test
    void anAcknowledgedResponseThatIsNotThere() {
        answers.add(recorded("eve", "accept", 7, 0, 10));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void anAcknowledgedResponseThatIsSomebodyElses() {
        answers.set(0, recorded("eve", "accept", 2, 0, 10));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void twoAnswersForOneLine() {
        answers.add(recorded("ada", "accept", 2, 0, 10));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void aRefusedResponseThatWasRecorded() {
        answers.set(1, full("bob", 3, 0, 10));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void aRefusalWhileAPlaceWasLeft() {
        answers.add(full("eve", 3, 0, 10));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void aRefusalThatRestsOnWhatWasOver() {
        answers.set(5, full("eve", 6, 25, 40));
        answers.add(recorded("ada", "decline", 7, 41, 50));
        good.journal.add(new org.bson.Document(good.line(4))
                .append("_id", new org.bson.Document("e", good.id).append("v", 7L))
                .append("userKey", "oidc:ada"));
        database.getCollection("journal").insertOne(good.line(7));
        assertThat(check()).isEmpty();
        answers.add(full("eve", 6, 51, 60));
        assertThat(check()).isNotEmpty();
    }

    @Test
    void anEventShownOlderThanTheResponse() {
        answers.get(0).body().put("version", 1L);
        assertThat(check()).isNotEmpty();
    }

    private List<Violation> check() {
        return new AnswerCheck(database, good.id.toHexString()).violations(answers);
    }

    private Answer recorded(String sub, String response, long version, long start, long end) {
        JsonObject body = new JsonObject()
                .put("version", version)
                .put("recorded", new JsonObject().put("version", version).put("response", response));
        return answer(sub, response, start, end, 200, body, Optional.empty());
    }

    private Answer full(String sub, long version, long start, long end) {
        JsonObject body = new JsonObject().put("code", "CAPACITY_FULL").put("version", version);
        return answer(sub, "accept", start, end, 409, body, Optional.empty());
    }

    private Answer broken(String sub) {
        return answer(sub, "accept", 0, 10, 0, new JsonObject(), Optional.of("closed"));
    }

    private Answer answer(
            String sub, String response, long start, long end, int status, JsonObject body, Optional<String> broken) {
        Optional<String> role = response.equals("accept") ? Optional.of("Server") : Optional.empty();
        Press press = new Press(
                new Person("oidc:" + sub, "no token"), good.id.toHexString(), response, role, Optional.empty());
        return new Answer(press.to(1), start, end, status, body, broken);
    }
}
