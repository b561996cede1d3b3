package io.muster.api.live;

import jakarta.inject.Inject;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestSocket;
import io.quarkus.test.common.WithTestResource;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the tests of sockets, with {@link Scripted}, share: clients, somebody who tells them things, and that whoever came has left in the end. */
@WithTestResource(MongoTestResource.class)
abstract class SocketTest {
    @Inject
    ScriptedSubscriptions subscriptions;

    TestSocket.Clients clients;

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port, false);
    }

    @AfterEach
    void everybodyWhoCameHasLeft() {
        clients.close();
        await().untilAsserted(() -> {
            assertThat(subscriptions.listening()).isEmpty();
            assertThat(subscriptions.left()).isEqualTo(subscriptions.joined());
        });
    }
}
