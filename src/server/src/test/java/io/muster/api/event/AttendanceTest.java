package io.muster.api.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Who arrived, left or was absent, as the manager notes it (docs/api.md#attendance). */
@QuarkusTest
@Tag("service")
class AttendanceTest extends HttpTest {
    /** A day on which an event can be noted for an hour already, and is not over for hours to come. */
    private static final LocalDate TODAY =
            LocalDate.ofInstant(Instant.now().plus(11, ChronoUnit.HOURS), ZoneOffset.UTC);

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("p");
    private final Client ada = staff(sub, managerId);

    private String event(LocalDate date) {
        return create(manager, Bodies.published().put("date", date.toString()).put("timezone", "UTC"))
                .id();
    }

    /** The event of today, with Ada in. */
    private String withAda() {
        String id = event(TODAY);
        accept(ada, id, "Server").expect(200);
        return id;
    }

    private static ObjectNode state(String state) {
        return Bodies.object().put("state", state);
    }

    private Answer note(String id, ObjectNode body) {
        return manager.put(path(id) + "/staff/oidc:" + sub + "/attendance", body);
    }

    private JsonNode inRoster(String id) {
        return manager.get(path(id) + "/roster").expect(200).body().at("/roster/0");
    }

    @Test
    void itIsInTheRosterAndNoVersionOfTheEvent() {
        String id = withAda();
        long version = manager.get(path(id)).version();
        String aMinuteAgo = Instant.now()
                .minus(1, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        JsonNode noted =
                note(id, state("arrived").put("at", aMinuteAgo)).expect(200).body();

        assertThat(noted.toString())
                .isEqualTo("{\"userKey\":\"oidc:" + sub + "\",\"state\":\"arrived\",\"at\":\""
                        + aMinuteAgo.replace("Z", ".000Z") + "\"}");
        assertThat(inRoster(id).path("attendance").textValue()).isEqualTo("arrived");
        assertThat(inRoster(id).path("attendance_at")).isEqualTo(noted.path("at"));
        assertThat(manager.get(path(id) + "/roster?format=csv").expect(200).text())
                .endsWith(",true,arrived," + noted.path("at").textValue() + "\r\n");
        assertThat(manager.get(path(id)).version()).isEqualTo(version);
        assertThat(manager.get(path(id) + "/journal").body().path("entries")).hasSize((int) version);
    }

    @Test
    void theLastNoteCountsAndNullTakesItBack() {
        String id = withAda();
        Instant before = Instant.now().minusSeconds(60);

        note(id, state("absent")).expect(200);
        JsonNode left = note(id, state("left")).expect(200).body();
        assertThat(Instant.parse(left.path("at").textValue()))
                .isBetween(before, Instant.now().plusSeconds(60));
        assertThat(inRoster(id).path("attendance").textValue()).isEqualTo("left");

        JsonNode back = note(id, Bodies.object().putNull("state")).expect(200).body();
        assertThat(back.toString()).isEqualTo("{\"userKey\":\"oidc:" + sub + "\",\"state\":null,\"at\":null}");
        assertThat(inRoster(id).path("attendance").isNull()).isTrue();
        assertThat(inRoster(id).path("attendance_at").isNull()).isTrue();
        assertThat(manager.get(path(id) + "/roster?format=csv").text()).endsWith(",true,,\r\n");
    }

    @Test
    void nothingIsTakenBackWhereNothingWasNoted() {
        String id = withAda();

        note(id, Bodies.object().putNull("state")).expect(200);

        assertThat(stored(id)).isNull();
    }

    @Test
    void itIsKeptWithWhoNotedItAndWhen() {
        String id = withAda();
        note(id, state("arrived")).expect(200);

        Document stored = requireNonNull(stored(id));

        assertThat(stored).containsEntry("managerId", managerId).containsEntry("state", "arrived");
        assertThat(stored.getString("actor")).startsWith("oidc:");
        assertThat(stored.getDate("at")).isNotNull();
        assertThat(stored.getDate("changedAt")).isNotNull();
        note(id, Bodies.object().putNull("state")).expect(200);
        assertThat(stored(id)).containsKeys("actor", "changedAt").doesNotContainKeys("state", "at");
    }

    @Test
    void whoWasInCanBeNotedAndWhoNeverWasCannot() {
        String id = withAda();
        Client ben = staff(fresh("p"), managerId);
        decline(ada, id).expect(200);
        String declined = fresh("p");
        decline(staff(declined, managerId), id).expect(200);
        accept(ben, id, "Server").expect(200);

        note(id, state("arrived")).expect(200);
        assertThat(manager.put(path(id) + "/staff/oidc:" + declined + "/attendance", state("arrived"))
                        .expect(409, "NOT_ACCEPTED")
                        .body()
                        .path("message")
                        .textValue())
                .isEqualTo("This person was never in.");
        manager.put(
                        path(id) + "/staff/oidc:nobody%2Fx/attendance",
                        Bodies.object().putNull("state"))
                .expect(409, "NOT_ACCEPTED");
        assertThat(inRoster(id).path("attendance").isNull()).isTrue();
    }

    @Test
    void whoIsInAtAnotherEventWasNotInAtThisOne() {
        withAda();

        note(event(TODAY), state("arrived")).expect(409, "NOT_ACCEPTED");
    }

    @Test
    void whoeverWasRemovedOrPutInCanBeNoted() {
        String id = withAda();
        String staff = path(id) + "/staff/oidc:" + sub;
        manager.delete(staff).expect(200);
        note(id, state("left")).expect(200);

        String other = event(TODAY);
        decline(ada, other).expect(200);
        manager.put(path(other) + "/staff/oidc:" + sub, Bodies.object().put("role", "Server"))
                .expect(200);
        manager.delete(path(other) + "/staff/oidc:" + sub).expect(200);
        note(other, state("left")).expect(200);
    }

    @Test
    void itIsNotedFromTwelveHoursBeforeTheStart() {
        LocalDate later = TODAY.plusDays(3);
        String id = event(later);
        accept(ada, id, "Server").expect(200);

        Answer early = note(id, state("arrived")).expect(409, "NOT_OPEN_YET");

        assertThat(early.body().path("opensAt").textValue()).isEqualTo(later.minusDays(1) + "T12:00:00.000Z");
        assertThat(early.body().path("message").textValue())
                .startsWith("Opens on ")
                .endsWith(" at 12:00");
        note(id, Bodies.object().putNull("state")).expect(409, "NOT_OPEN_YET");
        assertThat(inRoster(id).path("attendance").isNull()).isTrue();
    }

    @Test
    void itIsNotedUntilSevenDaysAfterTheEnd() {
        String id = withAda();
        moveTo(id, TODAY.minusDays(6));
        note(id, state("arrived")).expect(200);
        moveTo(id, TODAY.minusDays(9));

        note(id, state("left")).expect(409, "EVENT_CLOSED");

        assertThat(inRoster(id).path("attendance").textValue()).isEqualTo("arrived");
    }

    private void moveTo(String id, LocalDate date) {
        manager.patch(path(id), Bodies.object().put("date", date.toString())).expect(200);
    }

    @Test
    void whateverTheStatus() {
        String id = withAda();
        for (String move : new String[] {"unpublish", "cancel"}) {
            manager.post(path(id) + "/" + move).expect(200);
            note(id, state("arrived")).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"state\":\"\"}",
                "{\"state\":\"Arrived\"}",
                "{\"state\":1}",
                "{\"state\":[]}",
                "{\"at\":\"2026-01-01T00:00:00Z\"}"
            })
    void aStateIsOneOfThree(String body) throws JsonProcessingException {
        assertThat(note(withAda(), (ObjectNode) new ObjectMapper().readTree(body))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("state");
    }

    @Test
    void aTimeIsAnInstantOfTheDayAndNotToCome() {
        String id = withAda();
        String[] wrong = {
            "now",
            "2026-12-18T17:00",
            Instant.now().plus(10, ChronoUnit.MINUTES).toString(),
            TODAY.minusDays(1) + "T11:59:59Z"
        };
        for (String at : wrong) {
            assertThat(note(id, state("arrived").put("at", at))
                            .expect(400, "VALIDATION")
                            .violations())
                    .as(at)
                    .containsExactly("at");
        }
        assertThat(note(id, state("arrived").put("at", 7))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("at");
        note(id, state("arrived").put("at", TODAY.minusDays(1) + "T12:00:00Z")).expect(200);
        note(id, state("arrived").putNull("at")).expect(200);
        assertThat(manager.put(path(id) + "/staff/oidc:" + sub + "/attendance", JsonNodeFactory.instance.arrayNode())
                        .expect(400, "VALIDATION")
                        .violations())
                .contains("");
    }

    @Test
    void itIsForTheManagerWhoMayWrite() {
        String id = withAda();
        String attendance = path(id) + "/staff/oidc:" + sub + "/attendance";

        manager(fresh("m")).put(attendance, state("arrived")).expect(404, "EVENT_NOT_FOUND");
        ada.put(attendance, state("arrived")).expect(403, "FORBIDDEN");
        Client.of(TestTokens.manager(managerId).claim("access", "read"))
                .put(attendance, state("arrived"))
                .expect(403, "FORBIDDEN");
        assertThat(stored(id)).isNull();
        manager.delete(path(id)).expect(204);
        note(id, state("arrived")).expect(404, "EVENT_NOT_FOUND");
    }

    @Test
    void aNoteThatCannotBeReadIsNone() {
        String id = withAda();
        note(id, state("arrived")).expect(200);
        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            client.getDatabase(database())
                    .getCollection("attendance")
                    .updateOne(ofAda(id), new Document("$set", new Document("state", "late")));
        }

        assertThat(inRoster(id).path("attendance").isNull()).isTrue();
    }

    private @Nullable Document stored(String id) {
        try (MongoClient client = MongoClients.create(TestDatabase.uri())) {
            return client.getDatabase(database())
                    .getCollection("attendance")
                    .find(ofAda(id))
                    .first();
        }
    }

    private Document ofAda(String id) {
        return new Document("_id", new Document("e", new ObjectId(id)).append("u", "oidc:" + sub));
    }

    private static String database() {
        return ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class);
    }
}
