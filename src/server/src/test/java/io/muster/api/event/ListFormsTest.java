package io.muster.api.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.muster.testing.database.FindRecorder;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Call;
import io.muster.testing.http.Client;
import io.muster.testing.http.LoadClient;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms in which lists and events are sent: plain, compressed, or not at all; and how few reads a crowd costs. */
@QuarkusTest
@Tag("service")
class ListFormsTest extends HttpTest {
    private static final int CROWD = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String managerId;
    private Client manager;
    private String sub;
    private Client person;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void aManagerWithSomeEvents() {
        managerId = fresh("m");
        manager = manager(managerId);
        sub = fresh("p");
        person = staff(sub, managerId);
        for (int i = 0; i < 3; i++) {
            ids.add(create(manager, Bodies.published().put("notes", "note ".repeat(100) + i))
                    .id());
        }
    }

    @Test
    void whoTakesGzipGetsTheSameCompressed() throws Exception {
        for (String path : List.of(
                EVENTS,
                EVENTS + "?limit=2&order=asc",
                EVENTS + "/available",
                EVENTS + "/available?limit=2",
                path(ids.get(0)))) {
            for (TestTokens token : List.of(TestTokens.manager(managerId), employed(sub, managerId))) {
                HttpResponse<byte[]> plain = send(token, path);
                HttpResponse<byte[]> gzip = send(token, path, "Accept-Encoding", "br, gzip");

                assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
                        .isEqualTo("identity");
                assertThat(gzip.headers().firstValue("Content-Encoding")).contains("gzip");
                assertThat(timeless(unzipped(gzip))).as(path).isEqualTo(timeless(plain.body()));
                assertThat(gzip.body().length).isLessThan(plain.body().length);
                for (HttpResponse<byte[]> answer : List.of(plain, gzip)) {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
                    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=UTF-8");
                }
                assertThat(gzip.headers().firstValue("ETag"))
                        .isEqualTo(plain.headers().firstValue("ETag"))
                        .isPresent();
            }
        }
    }

    @Test
    void whatIsShortIsNotCompressed() throws Exception {
        HttpResponse<byte[]> empty = send(employed(sub, managerId), EVENTS + "/my-shifts", "Accept-Encoding", "gzip");

        assertThat(empty.headers().firstValue("Content-Encoding").orElse("identity"))
                .isEqualTo("identity");
        assertThat(new String(empty.body(), StandardCharsets.UTF_8)).startsWith("{\"events\":[],");
    }

    @Test
    void anUnchangedListIsNotSentAgain() throws Exception {
        for (String list : List.of(EVENTS + "/available", EVENTS + "/my-shifts", EVENTS, EVENTS + "?limit=1")) {
            String tag = tag(person, list);
            assertThat(tag).startsWith("W/\"");
            Client.Answer again = person.with("If-None-Match", tag).get(list).expect(304);

            assertThat(again.text()).isEmpty();
            assertThat(again.header("ETag")).contains(tag);
            person.with("If-None-Match", "\"other\", " + tag).get(list).expect(304);
            person.with("If-None-Match", "W/\"other\"").get(list).expect(200);
        }
    }

    @Test
    void whateverChangesInItAListIsSentAgain() {
        String list = EVENTS + "/available";
        String tag = tag(person, list);
        accept(staff(fresh("q"), managerId), ids.get(0), "Server").expect(200);
        String counted = assertSentAgain(person, list, tag);
        decline(person, ids.get(1)).expect(200);
        String declined = assertSentAgain(person, list, counted);
        accept(person, ids.get(1), "Server").expect(200);
        String accepted = assertSentAgain(person, list, declined);
        manager.patch(path(ids.get(0)), "{\"barred_user_keys\":[\"oidc:" + sub + "\"]}")
                .expect(200);
        String barred = assertSentAgain(person, list, accepted);
        createPublished(manager);
        assertSentAgain(person, list, barred);
    }

    private static String assertSentAgain(Client client, String list, String tag) {
        Client.Answer answer = client.with("If-None-Match", tag).get(list).expect(200);
        return answer.header("ETag").orElseThrow();
    }

    /** Its time stamp would be none of the new claims. */
    @Test
    void aTagIsGoodForTheSameClaimsAlone() {
        String tag = tag(person, EVENTS + "/available");

        Client.of(employed(sub, managerId, "team"))
                .with("If-None-Match", tag)
                .get(EVENTS + "/available")
                .expect(200);
        staff(fresh("other"), managerId)
                .with("If-None-Match", tag)
                .get(EVENTS + "/available")
                .expect(200);
        person.with("If-None-Match", tag).get(EVENTS + "/available?limit=2").expect(200);
    }

    @Test
    void aDeltaHasATagToo() {
        String timestamp =
                person.get(EVENTS + "/available").body().path("serverTimestamp").textValue();
        String delta = EVENTS + "/available?lastSync=" + timestamp;
        String tag = tag(person, delta);
        person.with("If-None-Match", tag).get(delta).expect(304);
        manager.delete(path(ids.get(2))).expect(204);

        Client.Answer changed = person.with("If-None-Match", tag).get(delta).expect(200);
        assertThat(changed.removedIds()).contains(ids.get(2));
    }

    @Test
    void aCrowdThatAsksAtOnceIsAnsweredByAFewReads() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            String token = employed(fresh("c"), managerId).sign();
            calls.add(Call.of(RestAssured.port, HttpMethod.GET, EVENTS + "/available", token, Optional.empty()));
            calls.add(Call.of(RestAssured.port, HttpMethod.GET, path(ids.get(0)), token, Optional.empty()));
        }
        try (LoadClient crowd = new LoadClient(2 * CROWD)) {
            crowd.connect(RestAssured.port, 2 * CROWD);
            FindRecorder.start();
            List<Answer> answers = crowd.fire(calls);
            FindRecorder.stop();

            assertThat(answers).allMatch(answer -> answer.status() == 200);
            assertThat(answers.get(0).body().getJsonArray("events")).hasSize(ids.size());
            assertThat(answers.get(1).body().getString("id")).isEqualTo(ids.get(0));
            // Of each kind one after the other while people arrive, however many they are.
            assertThat(FindRecorder.commands()).hasSizeLessThan(2 * CROWD);
        }
    }

    private static String tag(Client client, String path) {
        return client.get(path).expect(200).header("ETag").orElseThrow();
    }

    private HttpResponse<byte[]> send(TestTokens token, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", token.bearer());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] unzipped(HttpResponse<byte[]> answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return in.readAllBytes();
        }
    }

    /** Without what differs from one read to the next. */
    private static String timeless(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .replaceAll("\"(serverTimestamp|nextCursor)\":\"[^\"]*\"", "\"$1\":\"…\"");
    }
}
