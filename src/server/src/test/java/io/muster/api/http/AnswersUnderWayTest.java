package io.muster.api.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Answers that are not read take no more memory than they may, and nobody else's share. */
@QuarkusTest
@Tag("service")
@TestProfile(AnswersUnderWayTest.Small.class)
@WithTestResource(MongoTestResource.class)
@Tag("slow")
class AnswersUnderWayTest {
    private static final int PAGES = 16;

    /** In bytes of UTF-8, of an event's notes. */
    private static final String NOTES = "\u20ac".repeat(4_000);

    public static class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.http.max-answers-under-way", "8M", "muster.http.max-answers-of-caller", "3M");
        }
    }

    private static void makeEvents(Client manager) {
        for (int batch = 0; batch < 8; batch++) {
            ObjectNode body = Bodies.object();
            for (int i = 0; i < 25; i++) {
                body.withArray("events").add(Bodies.published().put("notes", NOTES));
            }
            manager.post("/api/events/batch", body).expect(201);
        }
    }

    /** Of one more, read at once. */
    private static RawHttp.Answer answer(String request) throws IOException {
        try (RawHttp http = new RawHttp()) {
            return http.send(request).answer();
        }
    }

    @Test
    void whoDoesNotReadIsRefusedAndNobodyElse() throws IOException {
        TestTokens token = TestTokens.manager("unread");
        Client manager = Client.of(token);
        makeEvents(manager);
        String page = "GET /api/events?limit=200 HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token.bearer()
                + "\r\n\r\n";
        List<RawHttp.Answer> answers = new ArrayList<>();
        try (RawHttp http = new RawHttp()) {
            http.send(page.repeat(PAGES));
            // The buffers of the connection take some; what they do not take counts.
            RawHttp.Answer refused = await().until(() -> answer(page), answer -> answer.status() == 503);
            assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
            assertThat(refused.header("Retry-After"))
                    .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-5]"));
            assertThat(Client.of(TestTokens.manager("modest"))
                            .get("/api/events")
                            .status())
                    .isEqualTo(200);
            while (answers.size() < PAGES) {
                answers.add(http.answer());
            }
        }

        // Those that found room came whole, in their order; the others were refused.
        assertThat(answers).extracting(RawHttp.Answer::status).contains(200).containsOnly(200, 503);
        await().untilAsserted(() -> assertThat(answer(page).status()).isEqualTo(200));
    }

    /** The most keys of the greatest length. */
    private static ObjectNode withKeys(ObjectNode body, String list) {
        for (int i = 0; i < 1_000; i++) {
            body.withArray(list).add("oidc:" + "%0128d".formatted(i));
        }
        return body;
    }

    @Test
    void aWriteIsNotBegunForWhomNoAnswerFits() throws IOException {
        TestTokens token = TestTokens.manager("unread-writes");
        Client manager = Client.of(token);
        String path = "/api/events/"
                + manager.post("/api/events", withKeys(Bodies.published(), "audience_user_keys"))
                        .expect(201)
                        .id();
        // Of some 270 KB are the answers from now on.
        manager.patch(path, withKeys(Bodies.object(), "barred_user_keys")).expect(200);
        String nothing = write(token, path, "{}", "");
        try (RawHttp http = new RawHttp()) {
            int sent = 100;
            http.send(nothing.repeat(sent));
            await().untilAsserted(() -> assertThat(answer(nothing).status()).isEqualTo(503));
            try (RawHttp more = new RawHttp()) {
                RawHttp.Answer refused = more.send(write(token, path, "{\"notes\":\"late\"}", ""))
                        .answer();
                assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
                assertThat(refused.header("Retry-After"))
                        .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-5]"));
                assertThat(more.send(write(token, path, "{}", "Idempotency-Key: key-of-a-client-1\r\n"))
                                .answer()
                                .body())
                        .contains("\"code\":\"OUTCOME_UNKNOWN\"");
            }
            assertThat(Client.of(TestTokens.manager("modest-writer"))
                            .post("/api/events", Bodies.published())
                            .status())
                    .isEqualTo(201);
            for (int i = 0; i < sent; i++) {
                assertThat(http.answer().status()).isIn(200, 503);
            }
        }
        await().untilAsserted(() -> assertThat(answer(nothing).status()).isEqualTo(200));
        assertThat(manager.get(path).expect(200).body().path("notes").isNull()).isTrue();
    }

    private static String write(TestTokens token, String path, String body, String more) {
        return "PATCH " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token.bearer()
                + "\r\nContent-Type: application/merge-patch+json\r\n" + more + "Content-Length: " + body.length()
                + "\r\n\r\n"
                + body;
    }
}
