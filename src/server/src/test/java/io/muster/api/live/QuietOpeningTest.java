package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;

import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A crowd that opens its sockets again costs the database nothing: neither the upgrade nor {@code welcome} asks it. What firms say of the
 * people is known by then.
 */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class QuietOpeningTest {
    private static final int SOCKETS = 50;

    @Test
    void theUpgradeAndTheWelcomeTouchNoDatabase() {
        try (TestSocket.Clients clients = new TestSocket.Clients(RestAssured.port)) {
            // Until the stream is filled, upgrades are refused.
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(clients.open(TestTokens.staff("quiet"))
                                    .next()
                                    .getString("event"))
                            .isEqualTo("welcome"));
            for (int i = 0; i < SOCKETS; i++) {
                clients.open(TestTokens.staff("quiet-" + i)).next();
            }
            FindRecorder.start();
            List<TestSocket> sockets = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                sockets.add(clients.open(TestTokens.staff("quiet-" + i).claim("name", "Staff " + i)));
            }
            sockets.forEach(
                    socket -> assertThat(socket.next().getString("event")).isEqualTo("welcome"));
            List<BsonDocument> finds = FindRecorder.stop();

            // The stream waits for what happens, whoever listens; once a second somebody asks for attendance; the
            // process says now
            // and then that it runs, for which the driver may open a connection.
            assertThat(FindRecorder.commands()).isSubsetOf("getMore", "find", "hello", "isMaster", "findAndModify");
            for (String rare : List.of("hello", "isMaster", "findAndModify")) {
                assertThat(FindRecorder.commands().stream().filter(rare::equals))
                        .hasSizeLessThan(3);
            }
            assertThat(finds)
                    .allSatisfy(find ->
                            assertThat(find.getString("find").getValue()).isEqualTo("attendance"));
        }
    }
}
