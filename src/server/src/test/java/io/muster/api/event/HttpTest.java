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
public abstract class HttpTest {
    protected static final String EVENTS = "/api/events";
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** A name no other test has. */
    protected static String fresh(String prefix) {
        return prefix + "-" + Long.toString(System.nanoTime(), 36) + NAMES.incrementAndGet();
    }

    /** By what it answers: a packaged service tells its health on another port. */
    @BeforeEach
    void ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager("anyone").get(EVENTS).status() == 200);
    }

    protected static Client manager(String managerId) {
        return Client.of(TestTokens.manager(managerId));
    }

    /** A person who works for the manager alone. */
    protected static Client staff(String sub, String managerId) {
        return Client.of(employed(sub, managerId));
    }

    protected static TestTokens employed(String sub, String managerId, String... teamIds) {
        return TestTokens.staff(sub)
                .claim("managerIds", new String[] {managerId})
                .claim("teamIds", teamIds)
                .claim("name", "Name of " + sub)
                .claim("email", sub + "@example.org");
    }

    protected static String path(String id) {
        return EVENTS + "/" + id;
    }

    protected static Answer create(Client manager, JsonNode body) {
        return manager.post(EVENTS, body).expect(201);
    }

    protected static String createPublished(Client manager) {
        return create(manager, Bodies.published()).id();
    }

    protected static Answer accept(Client person, String id, String role) {
        return person.post(path(id) + "/respond", Bodies.accept(role));
    }

    protected static Answer decline(Client person, String id) {
        return person.post(path(id) + "/respond", Bodies.decline());
    }
}
