package io.muster.respond;

import java.time.Duration;
import java.util.Map;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerConnectionState;
import io.muster.event.Event;
import io.muster.event.plan.Decision;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A primary that is stopped without a word: its connections stand, and nothing comes through. */
class FrozenDatabaseTest {
    /** The heartbeat's pause, the wait for its answer, and a pause more. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(5);

    private static final Duration BACK_WITHIN = Duration.ofSeconds(3);

    @Test
    void itIsGivenUpBeforeAnotherOneCanBeElectedAndPlacesAreThereAgainAtOnce() {
        try (MongoProxy line = new MongoProxy(TestDatabase.uri());
                Process process = new Process(line.uri(), TestDatabase.freshName(), Map.of())) {
            TestSchema.make(process.client.database);
            Event event = process.create(Samples.published(5));

            line.freeze();
            await().atMost(NOTICED_WITHIN).until(() -> isGivenUp(process));
            line.bringBack();

            await().atMost(BACK_WITHIN)
                    .ignoreExceptionsInstanceOf(UndecidedException.class)
                    .until(() -> process.submit(event.id(), Requests.accept("a"))
                                    .await()
                                    .indefinitely()
                                    .decision()
                            instanceof Decision.Recorded);
            assertThat(process.client.client.unwrap().getClusterDescription().getServerDescriptions())
                    .hasSize(1);
        }
    }

    private static boolean isGivenUp(Process process) {
        ClusterDescription cluster = process.client.client.unwrap().getClusterDescription();
        return cluster.getServerDescriptions().stream()
                .allMatch(server -> server.getState() == ServerConnectionState.CONNECTING);
    }
}
