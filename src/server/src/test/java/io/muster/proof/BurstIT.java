package io.muster.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.muster.testing.http.Call;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Presses;
import io.muster.testing.http.Stage;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand people press ACCEPT at once, over HTTP, on the packaged service. */
@ExtendWith(OpenStage.class)
class BurstIT {
    private static final int CROWD = 1_000;

    private Stage stage;
    private LoadClient client;
    private Manager manager;
    private int port;

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        client = stage.client();
        port = running.service().port();
        manager = stage.manager(running.service(), "burst");
        client.connect(port, CROWD);
    }

    @Test
    void aThousandForTenPlaces() {
        String event = manager.publishes(Map.of("Server", 10));
        Presses answers = press(event, manager.crowd("ten", CROWD), List.of("Server"));

        assertThat(answers.outcomes()).isEqualTo(Map.of("200", 10L, "409 CAPACITY_FULL", 990L));
        assertThat(answers.answers().stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer ->
                        assertThat(answer.body().getString("message")).isEqualTo("No spots left for role 'Server'"));
        assertFull(event, 10, 11);
        stage.assertHolds(event, answers.answers());
    }

    @Test
    void twoRolesAtOnceAndInAnySpelling() {
        Map<String, Integer> places = new LinkedHashMap<>();
        places.put("Server", 7);
        places.put("Bartender", 5);
        String event = manager.publishes(places);
        Presses answers =
                press(event, manager.crowd("two", CROWD), List.of("Server", "BARTENDER", "server", "bartender"));

        assertThat(answers.outcomes()).isEqualTo(Map.of("200", 12L, "409 CAPACITY_FULL", 988L));
        assertFull(event, 12, 13);
        assertThat(manager.sees(event).getJsonArray("role_stats").stream()
                        .map(row -> ((JsonObject) row).getInteger("taken"))
                        .toList())
                .containsExactly(7, 5);
        stage.assertHolds(event, answers.answers());
    }

    @Test
    void aThousandForAThousandPlaces() {
        String event = manager.publishes(Map.of("Server", CROWD));
        Presses answers = press(event, manager.crowd("all", CROWD), List.of("Server"));

        assertThat(answers.outcomes()).isEqualTo(Map.of("200", 1_000L));
        assertFull(event, CROWD, CROWD + 1);
        stage.assertHolds(event, answers.answers());
    }

    private Presses press(String event, List<Person> people, List<String> roles) {
        List<Call> calls = new ArrayList<>();
        for (Person person : people) {
            calls.add(Press.accept(person, event, roles.get(calls.size() % roles.size()))
                    .to(port));
        }
        return Presses.untilDecided(client, calls);
    }

    private void assertFull(String event, int accepted, int version) {
        JsonObject seen = manager.sees(event);
        assertThat(seen.getInteger("accepted_count")).isEqualTo(accepted);
        assertThat(seen.getJsonArray("accepted_staff")).hasSize(accepted);
        assertThat(seen.getInteger("version")).isEqualTo(version);
        assertThat(seen.getString("status")).isEqualTo("fulfilled");
    }
}
