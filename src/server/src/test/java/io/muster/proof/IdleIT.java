package io.muster.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.service.Artifact;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What a native binary holds while it is asked for nothing but its health. */
class IdleIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final long AT_LEAST_KIB = 4 << 10;

    @Test
    void theGarbageOfTheStartAndOfABurstIsGivenBack() throws Exception {
        assumeThat(Artifact.built().isNative())
                .as("a JVM has settings of its own")
                .isTrue();
        try (Stage stage = new Stage()) {
            PackagedService service = stage.startService(TestDatabase.uri());
            awaitGivenBack(service);

            Manager manager = stage.manager(service, "idle");
            String event = manager.publishes(Map.of("Server", 10));
            var answers = manager.crowd("burst", 1000).stream()
                    .map(person -> stage.client()
                            .begin(Press.accept(person, event, "Server").to(service.port())))
                    .toList();
            assertThat(answers).allSatisfy(it -> assertThat(it.join().status()).isIn(200, 409));
            awaitGivenBack(service);
        }
    }

    private static void awaitGivenBack(PackagedService service) {
        long held = heldKiB(service);
        await().atMost(SOON).pollInterval(PROBE).until(() -> {
            assertThat(service.health("ready")).isEqualTo(200);
            return heldKiB(service) <= held - AT_LEAST_KIB;
        });
    }

    /** What is its own alone, in KiB: not the pages of its file. */
    private static long heldKiB(PackagedService service) {
        try {
            return Files.readAllLines(Path.of("/proc", "" + service.pid(), "status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
