package io.muster.api.event;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An event that opens to teams at a time of their own, over HTTP and down to the database (docs/api.md#waves). */
@QuarkusTest
@Tag("service")
class WavesTest extends HttpTest {
    private static final String LONG_AGO = "2020-01-01T08:00:00.000Z";
    private static final String SOONER = "2098-12-18T10:00:00.000Z";
    private static final String LATER = "2099-12-18T10:00:00.000Z";

    private String managerId;
    private Client manager;
    private Client regular;
    private Client temp;
    private Client other;

    @BeforeEach
    void peopleOfTwoTeams() {
        managerId = fresh("m");
        manager = manager(managerId);
        regular = Client.of(employed(fresh("ada"), managerId, "regulars"));
        temp = Client.of(employed(fresh("bob"), managerId, "temps", "drivers"));
        other = staff(fresh("cyd"), managerId);
    }

    private static ObjectNode waves(ObjectNode body) {
        ArrayNode waves = body.put("date", "2099-12-20").put("timezone", "UTC").putArray("waves");
        Bodies.forTeams(waves.addObject().put("opens_at", LONG_AGO), "regulars");
        Bodies.forTeams(waves.addObject().put("opens_at", SOONER), "temps", "cooks");
        return body;
    }

    private static String opensAt(Client person, String id) {
        return person.get(path(id)).expect(200).body().path("my_opens_at").textValue();
    }

    @Test
    void eachGetsInWithTheFirstOfTheOwnTeamsAndOthersAfterThem() {
        String id = create(manager, waves(Bodies.published())).id();

        accept(regular, id, "Server").expect(200);
        JsonNode early = accept(temp, id, "Server").expect(409, "NOT_OPEN_YET").body();

        assertThat(early.path("opensAt").textValue()).isEqualTo(SOONER);
        assertThat(early.path("message").textValue()).isEqualTo("Opens on 18 Dec at 10:00");
        assertThat(accept(other, id, "Server")
                        .expect(409, "NOT_OPEN_YET")
                        .body()
                        .path("opensAt")
                        .textValue())
                .as("with the last wave")
                .isEqualTo(SOONER);
        manager.patch(path(id), Bodies.object().put("opens_at", LATER)).expect(200);
        assertThat(accept(other, id, "Server")
                        .expect(409, "NOT_OPEN_YET")
                        .body()
                        .path("opensAt")
                        .textValue())
                .isEqualTo(LATER);
    }

    @Test
    void staffSeeWhenItOpensToThemAndNothingOfTheWaves() {
        String id = create(manager, waves(Bodies.published()).put("opens_at", LATER))
                .id();

        assertThat(opensAt(regular, id)).isEqualTo(LONG_AGO);
        assertThat(opensAt(temp, id)).isEqualTo(SOONER);
        assertThat(opensAt(other, id)).isEqualTo(LATER);
        assertThat(opensAt(other, createPublished(manager))).isNull();
        for (Client person : List.of(regular, temp, other)) {
            for (JsonNode seen : person.get(EVENTS).expect(200).body().path("events")) {
                assertThat(seen.has("waves")).isFalse();
                assertThat(seen.has("opens_at")).isFalse();
                assertThat(seen.path("my_opens_at").textValue())
                        .isEqualTo(opensAt(person, seen.path("id").textValue()));
            }
        }
        JsonNode whole = manager.get(path(id)).expect(200).body();
        assertThat(whole.path("my_opens_at").isNull()).isTrue();
        assertThat(whole.path("opens_at").textValue()).isEqualTo(LATER);
        assertThat(whole.at("/waves/1/audience_team_ids/1").textValue()).isEqualTo("cooks");
        for (JsonNode listed : manager.get(EVENTS).expect(200).body().path("events")) {
            assertThat(listed.has("waves")).isFalse();
        }
    }

    @Test
    void beingInAWaveIsSeeingTheEventUntilTheWaveIsGone() {
        ObjectNode body = Bodies.forPeople(waves(Bodies.published()), "oidc:nobody");
        String id = create(manager, body).id();
        other.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        JsonNode before = regular.get(EVENTS).expect(200).body();
        assertThat(before.at("/events/0/id").textValue()).isEqualTo(id);
        assertThat(temp.get(EVENTS + "/available").expect(200).ids()).containsExactly(id);

        ObjectNode patch = Bodies.object();
        Bodies.forTeams(patch.putArray("waves").addObject().put("opens_at", SOONER), "temps");
        manager.patch(path(id), patch).expect(200);

        regular.get(path(id)).expect(404, "EVENT_NOT_FOUND");
        assertThat(regular.get(EVENTS + "?lastSync="
                                + before.path("serverTimestamp").textValue())
                        .expect(200)
                        .removedIds())
                .containsExactly(id);
        temp.get(path(id)).expect(200);
    }

    @Test
    void anEditReplacesTheWavesAsAWhole() {
        String id = create(manager, waves(Bodies.published())).id();
        JsonNode stored = manager.get(path(id)).expect(200).body();
        ObjectNode none = Bodies.object().putNull("waves");

        assertThat(manager.patch(path(id), stored).expect(200).body().path("version"))
                .as("what was read, sent back")
                .isEqualTo(stored.path("version"));
        JsonNode foretold =
                manager.patch(path(id) + "?dryRun=true", none).expect(200).body();
        assertThat(foretold.at("/event/waves")).isEmpty();
        assertThat(manager.get(path(id)).body().path("waves")).hasSize(2);
        JsonNode cleared = manager.patch(path(id), none).expect(200).body();

        assertThat(cleared.path("waves")).isEmpty();
        assertThat(cleared.path("version").longValue()).isEqualTo(2);
        assertThat(manager.patch(path(id), none)
                        .expect(200)
                        .body()
                        .path("version")
                        .longValue())
                .isEqualTo(2);
        assertThat(manager.get(path(id) + "/journal")
                        .body()
                        .at("/entries/1/changed/0")
                        .textValue())
                .isEqualTo("waves");
        accept(temp, id, "Server").expect(200);
    }

    @Test
    void aCopyHasTheWavesMovedWithItsDate() {
        String id = create(manager, waves(Bodies.event())).id();

        JsonNode copy = manager.post(path(id) + "/copies", "{\"dates\":[\"2099-12-27\"]}")
                .expect(201)
                .body()
                .at("/events/0");

        assertThat(copy.at("/waves/1/opens_at").textValue()).isEqualTo("2098-12-25T10:00:00.000Z");
        assertThat(copy.at("/waves/0/audience_team_ids/0").textValue()).isEqualTo("regulars");
    }
}
