package io.muster.proof;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.identity.DevelopmentSecret;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.service.Artifact;
import io.muster.testing.service.PackageContents;
import io.muster.testing.service.PackagedService;
import io.muster.testing.service.PackagedService.Environment;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is packaged is fit for production: it holds nothing of development, refuses to run half set up, and comes and goes politely. */
@Tag("slow")
@ExtendWith(OpenStage.class)
class PackageIT {
    private static final Duration REFUSAL = Duration.ofSeconds(40);

    @Test
    void nothingOfDevelopmentIsInThePackage() throws IOException {
        PackageContents contents = new PackageContents(Artifact.built());

        assertThat(contents.mentions("io.muster.respond"))
                .as("the service itself")
                .isTrue();
        for (String absent :
                List.of("io.muster.embedded", "io.muster.dev.", "mongo-java-server", "de.bwaldvogel", "/dev/token")) {
            assertThat(contents.mentions(absent)).as(absent).isFalse();
        }
    }

    @Test
    void noTokensForTheAsking(OpenStage.Running running) {
        Call call = new Call(
                running.service().port(),
                HttpMethod.POST,
                "/dev/token",
                Map.of("Content-Type", "application/json"),
                Optional.of("{\"sub\":\"1\"}"),
                Optional.empty());
        assertThat(running.stage().client().send(call).status()).isEqualTo(404);
    }

    @Test
    void itRefusesToStartHalfSetUpAndSaysWhatToSet() {
        Map<Environment, String> refused = new LinkedHashMap<>();
        refused.put(complete().without("MUSTER_MONGODB_URI"), "MUSTER_MONGODB_URI");
        refused.put(complete().without("MUSTER_JWT_SECRET"), "MUSTER_JWT_SECRET");
        refused.put(complete().with("MUSTER_JWT_SECRET", DevelopmentSecret.VALUE), "development secret");
        refused.put(complete().with("MUSTER_JWT_SECRET", "x".repeat(31)), "at least 32 bytes");
        refused.put(complete().with("MUSTER_JWT_SECRET", "x".repeat(64) + "\n"), "line's end");
        refused.put(
                complete()
                        .with("MUSTER_JWT_JWKS_URL", "https://login.example.org/keys")
                        .with("MUSTER_JWT_ISSUER", "https://login.example.org")
                        .with("MUSTER_JWT_AUDIENCE", "muster"),
                "either MUSTER_JWT_SECRET");
        refused.put(complete().with("MUSTER_OIDC_CLIENT_ID", "muster-pages"), "MUSTER_OIDC_CLIENT_ID needs");
        refused.put(complete().with("MUSTER_TRACING_ENDPOINT", "collector:4318"), "MUSTER_TRACING_ENDPOINT");
        refused.put(complete().with("MUSTER_SMTP_FROM", "shifts@example.org"), "MUSTER_SMTP_HOST is missing");
        refused.put(complete().with("MUSTER_SMTP_HOST", "smtp.example.org"), "MUSTER_SMTP_HOST needs");
        refused.put(
                complete()
                        .with("MUSTER_TRACING_ENDPOINT", "http://localhost:4318")
                        .with("MUSTER_TRACING_RATIO", "7"),
                "MUSTER_TRACING_RATIO");
        refused.put(complete().with("MUSTER_ALLOWED_ORIGINS", "https://*.example.org"), "MUSTER_ALLOWED_ORIGINS");
        refused.forEach((environment, says) -> {
            try (PackagedService service = environment.launch()) {
                assertThat(service.awaitExit(REFUSAL)).as(says).isNotZero();
                assertThat(service.log().text())
                        .contains(says)
                        .doesNotContain(PackagedService.SECRET)
                        .doesNotContain("Listening on")
                        .doesNotContain("\tat ", "\"frames\"");
            }
        });
    }

    private static Environment complete() {
        return PackagedService.on(TestDatabase.uri(), TestDatabase.freshName());
    }

    @Test
    void healthAndMetricsAreOnTheManagementPortAlone(OpenStage.Running running) {
        PackagedService service = running.service();
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi")) {
            assertThat(PackagedService.status(service.managementPort(), path))
                    .as(path)
                    .isEqualTo(200);
            assertThat(PackagedService.status(service.port(), path))
                    .as("public " + path)
                    .isEqualTo(404);
        }
        assertThat(PackagedService.status(service.managementPort(), "/api/events"))
                .isEqualTo(404);
    }

    /** Where the port is taken, by the service under other tests or by anything else, it says that it wanted this one. */
    @Test
    void theManagementPortIs9000UnlessSet() throws Exception {
        try (Stage stage = new Stage()) {
            PackagedService.Environment environment =
                    stage.environment(TestDatabase.uri()).without("QUARKUS_MANAGEMENT_PORT");
            if (isTaken(9000)) {
                try (PackagedService service = environment.launch()) {
                    assertThat(service.awaitExit(Duration.ofSeconds(40))).isNotZero();
                    assertThat(service.log().text()).containsPattern("9000.*(in use|already)|(in use|already).*9000");
                }
            } else {
                assertThat(stage.start(environment).managementPort()).isEqualTo(9000);
            }
        }
    }

    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    @Test
    void itsIndexesAreThereBeforeItIsReady() throws Exception {
        try (Stage stage = new Stage()) {
            MongoProxy line = stage.proxy();
            line.strike("createIndexes", MongoProxy.Fault.HOLD, 1);
            try (PackagedService service =
                    stage.environment(line.uri()).launch().awaitListening()) {
                await().until(() -> line.holding() == 1);
                assertThat(service.health("ready")).isEqualTo(503);
                line.heal();
                service.awaitReady();
                assertThat(stage.database()
                                .getCollection("events")
                                .listIndexes()
                                .map(index -> index.get("key")))
                        .contains(
                                new Document("accepted_staff.userKey", 1).append("ord", 1),
                                new Document("status", 1).append("date", 1),
                                new Document("audience", 1).append("ord", 1),
                                new Document("managerId", 1).append("ord", 1));
                assertThat(stage.database().getCollection("journal").listIndexes())
                        .anySatisfy(index -> {
                            assertThat(index.get("key")).isEqualTo(new Document("eventId", 1).append("requestKey", 1));
                            assertThat(index.getBoolean("unique")).isTrue();
                        });
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartIsWaitedFor() throws Exception {
        try (Stage stage = new Stage()) {
            MongoProxy line = stage.proxy();
            line.takeAway();
            try (PackagedService service =
                    stage.environment(line.uri()).launch().awaitListening()) {
                assertThat(service.health("live")).isEqualTo(200);
                assertThat(service.health("ready")).isEqualTo(503);
                Answer refused = stage.client().send(press(service, stage, "000000000000000000000000"));
                assertThat(refused.word()).isEqualTo("503 DATABASE_UNAVAILABLE");
                assertThat(refused.millis()).isLessThan(6_000);

                line.bringBack();
                service.awaitReady();
                assertWorks(service, stage);
            }
        }
    }

    @Test
    void aDatabaseThatGoesAwayLaterIsSaidByReadinessAndRecoveredFrom() throws Exception {
        try (Stage stage = new Stage()) {
            MongoProxy line = stage.proxy();
            PackagedService service = stage.startService(line.uri());
            String event = assertWorks(service, stage);
            line.takeAway();
            Answer refused = stage.client().send(press(service, stage, event));
            assertThat(refused.word()).isEqualTo("503 DATABASE_UNAVAILABLE");
            assertThat(refused.millis()).isLessThan(6_000);
            await().atMost(Duration.ofSeconds(15)).until(() -> service.health("ready") == 503);
            assertThat(service.health("live")).isEqualTo(200);

            line.bringBack();
            service.awaitReady();
            assertWorks(service, stage);
        }
    }

    private static String assertWorks(PackagedService service, Stage stage) {
        String event = stage.manager(service, "package").publishes(Map.of("Server", 1));
        assertThat(stage.client().send(press(service, stage, event)).word()).isEqualTo("200");
        return event;
    }

    private static Call press(PackagedService service, Stage stage, String event) {
        return Press.accept(Person.worksFor("package", "someone"), event, "Server")
                .to(service.port());
    }

    @Test
    void whoStopsSendingWhenItSaysSoSeesNoBrokenConnection() throws Exception {
        try (Stage stage = new Stage()) {
            MongoProxy line = stage.proxy();
            PackagedService service = stage.startService(line.uri());
            Manager manager = stage.manager(service, "package");
            String held = manager.publishes(Map.of("Server", 10));
            String other = manager.publishes(Map.of("Server", 10));
            line.strike("commitTransaction", MongoProxy.Fault.HOLD, 1);
            var inFlight = manager.crowd("in-flight", 50).stream()
                    .map(person -> stage.client()
                            .begin(Press.accept(person, held, "Server").to(service.port())))
                    .toList();
            await().until(() -> line.holding() == 1);

            service.askToStop();
            await().until(() -> service.health("ready") == 503);
            var late = manager.crowd("late", 50).stream()
                    .map(person -> stage.client()
                            .begin(Press.accept(person, other, "Server").to(service.port())))
                    .toList();
            line.heal();

            List<Answer> toHeld = inFlight.stream().map(answer -> answer.join()).toList();
            List<Answer> toOther = late.stream().map(answer -> answer.join()).toList();
            assertThat(service.awaitExit(Duration.ofSeconds(15))).isIn(0, 143);
            assertThat(Stage.counted(toHeld)).isEqualTo(Map.of("200", 10L, "409 CAPACITY_FULL", 40L));
            assertThat(Stage.counted(toOther).keySet()).isSubsetOf("200", "409 CAPACITY_FULL", "503 OVERLOADED");
            stage.assertHolds(held, toHeld);
            stage.assertHolds(other, toOther);
        }
    }

    @Test
    void aBatchThatCannotBeEndedInTimeIsRefusedAndNotRecorded() throws Exception {
        try (Stage stage = new Stage()) {
            MongoProxy line = stage.proxy();
            PackagedService service = stage.startService(line.uri());
            String event = stage.manager(service, "package").publishes(Map.of("Server", 10));
            line.strike("findAndModify", MongoProxy.Fault.HOLD, Integer.MAX_VALUE);
            var stuck = stage.client().begin(press(service, stage, event));
            await().until(() -> line.holding() == 1);

            service.askToStop();
            Answer answer = stuck.join();
            assertThat(service.awaitExit(Duration.ofSeconds(20))).isIn(0, 143);
            assertThat(answer.broken()).isEmpty();
            assertThat(answer.status()).isEqualTo(503);
            line.heal();
            stage.assertHolds(event, List.of(answer));
            assertThat(new JsonObject(stage.database()
                                    .getCollection("events")
                                    .find()
                                    .first()
                                    .toJson())
                            .getJsonArray("accepted_staff"))
                    .isEmpty();
        }
    }
}
