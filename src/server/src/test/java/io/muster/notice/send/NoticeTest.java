package io.muster.notice.send;

import java.time.Duration;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** A firm of its own, whose journal is numbered when a test says so. */
abstract class NoticeTest extends HttpTest {
    static final Duration SOON = Duration.ofSeconds(10);

    final String firm = fresh("m");
    final Client manager = manager(firm);

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    @BeforeEach
    void awake() {
        quietHours("null");
    }

    void quietHours(String hours) {
        String etag = manager.get("/api/firm").expect(200).header("ETag").orElseThrow();
        manager.with("If-Match", etag)
                .patch("/api/firm", "{\"quiet_hours\":" + hours + "}")
                .expect(200);
    }

    /** A member with an account and an address. */
    String member(String name) {
        ObjectNode body =
                Bodies.object().put("name", name).put("userKey", userKey(name)).put("email", address(name));
        return manager.post("/api/members", body).expect(201).id();
    }

    String userKey(String name) {
        return "oidc:" + name + "-" + firm;
    }

    String address(String name) {
        return name + "-" + firm + "@example.org";
    }

    Client person(String name) {
        return staff(name + "-" + firm, firm);
    }
}
