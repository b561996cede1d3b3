package io.muster.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service in production writes: JSON, a line for each decision, and nothing that would give anybody away. */
@Tag("binary")
class LogIT {
    private static final String ROLE = "Saucier-of-the-log";
    private static final String EMAIL = "somebody.of.the.log@example.org";
    private static final String NAME = "Somebody Of-The-Log";
    private static final String KEY = "idempotency-key-of-the-log";
    private static final String FOREIGN_SECRET = "a secret of nobody we know, quite long";

    @Test
    void aDecisionIsALineOfJsonAndNamesNobody() throws Exception {
        List<String> tokens = new ArrayList<>();
        List<JsonObject> lines;
        String text;
        String event;
        try (Stage stage = new Stage()) {
            PackagedService service = stage.startService();
            Manager manager = stage.manager(service, "log");
            tokens.add(manager.token());
            event = manager.publishes(Map.of(ROLE, 2));
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Person person = person("log-" + i);
                tokens.add(person.token());
                calls.add(Press.accept(person, event, ROLE).withKey(KEY).to(service.port()));
            }
            Person other = person("log-other");
            tokens.add(other.token());
            calls.add(Press.accept(other, event, "Role-of-a-client").to(service.port()));
            calls.add(Press.decline(other, event).to(service.port()));
            List<Answer> answers =
                    calls.stream().map(call -> stage.client().send(call)).toList();
            String forged = TestTokens.staff("forger").secret(FOREIGN_SECRET).sign();
            tokens.add(forged);
            stage.client()
                    .send(Press.decline(new Person("oidc:forger", forged), event)
                            .to(service.port()));
            stage.client()
                    .send(Call.of(
                            service.port(),
                            HttpMethod.POST,
                            "/api/events",
                            manager.token(),
                            Optional.of(new JsonObject().put("date", "\n" + EMAIL))));
            Awaitility.await().until(() -> decisions(service).size() >= 8);

            assertThat(Stage.counted(answers))
                    .isEqualTo(Map.of("200", 3L, "409 CAPACITY_FULL", 4L, "400 ROLE_NOT_FOUND", 1L));
            text = service.log().text();
            lines = decisions(service);
        }

        assertThat(text)
                .doesNotContain(PackagedService.SECRET, FOREIGN_SECRET, EMAIL, NAME, KEY, ROLE, "Role-of-a-client")
                .doesNotContain("oidc:", "Bearer", "@example");
        assertThat(text).doesNotContain(tokens);
        assertThat(text).as("no line for a request").doesNotContain("/respond", "HTTP/1.1");
        assertThat(lines)
                .extracting(line -> words(line.getString("message")))
                .containsExactly(
                        "respond success",
                        "respond success",
                        "capacity full",
                        "capacity full",
                        "capacity full",
                        "capacity full",
                        "respond refused",
                        "respond success");
        String id = event;
        assertThat(lines).allSatisfy(line -> {
            JsonObject fields = line.getJsonObject("mdc");
            assertThat(fields.fieldNames())
                    .containsExactlyInAnyOrder("eventId", "userKey", "response", "outcome", "version", "batch");
            assertThat(fields.getString("eventId")).isEqualTo(id);
            assertThat(fields.getString("userKey")).matches("[0-9a-f]{32}");
            assertThat(line.getString("level")).isEqualTo("INFO");
            assertThat(line.getString("timestamp")).isNotBlank();
        });
        Set<String> people = lines.stream()
                .map(line -> line.getJsonObject("mdc").getString("userKey"))
                .collect(Collectors.toSet());
        assertThat(people).hasSize(7);
    }

    @Test
    void whoWantsTheirNamesPlainHasThem() throws Exception {
        try (Stage stage = new Stage()) {
            PackagedService service =
                    stage.start(stage.environment(TestDatabase.uri()).with("MUSTER_LOG_PLAIN_USER_KEYS", "true"));
            String event = stage.manager(service, "log").publishes(Map.of(ROLE, 1));
            stage.client().send(Press.accept(person("plain"), event, ROLE).to(service.port()));

            Awaitility.await().until(() -> !decisions(service).isEmpty());
            assertThat(decisions(service).get(0).getJsonObject("mdc").getString("userKey"))
                    .isEqualTo("oidc:plain");
        }
    }

    /** Of what is as it should be nobody is warned: whoever reads a warning is to take it seriously. */
    @Test
    void aSoundServiceWarnsOfNothing() throws Exception {
        try (Stage stage = new Stage()) {
            PackagedService service = PackagedService.on(TestDatabase.uri(), TestDatabase.freshName())
                    .start();
            stage.manager(service, "log").publishes(Map.of(ROLE, 1));
            service.stop();

            assertThat(service.log().lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).doesNotContain("\"WARN\"", "\"ERROR\""));
        }
    }

    private static String words(String message) {
        return message.substring(0, message.indexOf(" eventId="));
    }

    private static List<JsonObject> decisions(PackagedService service) {
        return service.log().lines().stream()
                .filter(line -> line.contains("io.muster.respond.decisions"))
                .map(JsonObject::new)
                .toList();
    }

    private static Person person(String sub) {
        String token = TestTokens.staff(sub)
                .claim("name", NAME)
                .claim("email", EMAIL)
                .claim("managerIds", List.of("log"))
                .secret(PackagedService.SECRET)
                .sign();
        return new Person("oidc:" + sub, token);
    }
}
