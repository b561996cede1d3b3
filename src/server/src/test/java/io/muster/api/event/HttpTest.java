package io.muster.api.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/** What the tests over HTTP share: managers and people nobody else in the run has, and the paths. */
@WithTestResource(MongoTestResource.class)
abstract class HttpTest {
    static final String EVENTS = "/api/events";
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** A name no other test has. */
    static String fresh(String prefix) {
        return prefix + "-" + Long.toString(System.nanoTime(), 36) + NAMES.incrementAndGet();
    }

    /** By what it answers: a packaged service tells its health on another port. */
    @BeforeEach
    void ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager("anyone").get(EVENTS).status() == 200);
    }

    static Client manager(String managerId) {
        return Client.of(TestTokens.manager(managerId));
    }

    /** A person who works for the manager alone. */
    static Client staff(String sub, String managerId) {
        return Client.of(employed(sub, managerId));
    }

    static TestTokens employed(String sub, String managerId, String... teamIds) {
        return TestTokens.staff(sub)
                .claim("managerIds", new String[] {managerId})
                .claim("teamIds", teamIds)
                .claim("name", "Name of " + sub)
                .claim("email", sub + "@example.org");
    }

    static String path(String id) {
        return EVENTS + "/" + id;
    }

    static Answer create(Client manager, JsonNode body) {
        return manager.post(EVENTS, body).expect(201);
    }

    static String createPublished(Client manager) {
        return create(manager, Bodies.published()).id();
    }

    static Answer accept(Client person, String id, String role) {
        return person.post(path(id) + "/respond", Bodies.accept(role));
    }

    static Answer decline(Client person, String id) {
        return person.post(path(id) + "/respond", Bodies.decline());
    }
}
