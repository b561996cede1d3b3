package io.muster.api.event;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client may send by mistake or on purpose, to the calls that take a body or a query. */
@QuarkusTest
@Tag("service")
class BadInputTest extends HttpTest {
    private static final int MAX_BODY = 256 * 1024;

    private final Client manager = manager(fresh("m"));

    static List<String> notTheJsonWeTake() {
        return List.of(
                "",
                " ",
                "{",
                "{\"date\":",
                "{\"date\":\"2026-12-20\"}}",
                "{\"date\":\"2026-12-20\"} {}",
                "{\"date\":\"a\",\"date\":\"b\"}",
                "{'date':'x'}",
                "{date:1}",
                "[]",
                "null",
                "7",
                "\"x\"",
                "{\"a\":".repeat(21) + "1" + "}".repeat(21),
                "[".repeat(5_000),
                "{\"notes\":\"\\u0000\"}",
                "{\"notes\":\"\\ud800\"}",
                "{\"n\":NaN}");
    }

    @ParameterizedTest
    @MethodSource("notTheJsonWeTake")
    void noEventIsMadeOrChangedOfIt(String body) {
        String id = create(manager, Bodies.event()).id();
        Answer made = manager.post(EVENTS, body).expect(400, "VALIDATION");
        Answer batch = manager.post(EVENTS + "/batch", body).expect(400, "VALIDATION");
        Answer changed = manager.patch(path(id), body).expect(400, "VALIDATION");

        for (Answer answer : List.of(made, batch, changed)) {
            assertThat(answer.body().path("violations")).isNotEmpty();
            assertThat(answer.text()).doesNotContain("Exception", "jackson", "io.muster", "ud800");
        }
        assertThat(manager.get(path(id)).version()).isEqualTo(1);
        assertThat(manager.get(EVENTS).ids()).containsExactly(id);
    }

    @Test
    void everyViolationHasItsField() {
        ObjectNode body = Bodies.roles(Bodies.event(), 0, "Server", "SERVER");
        body.put("date", "2026-02-30").put("timezone", 7);

        Answer answer = manager.post(EVENTS, body).expect(400, "VALIDATION");
        assertThat(answer.violations())
                .containsExactlyInAnyOrder("date", "timezone", "roles[0].count", "roles[1].count", "roles[1].role");
        assertThat(answer.body().path("instance").textValue()).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$where", "a.b", "{\"$gt\":\"\"}", "\u05d2\u200f\u05dc\u05d4", "\ud83c\udf89", "<script>", "\\\""
            })
    void textIsKeptAsItIs(String text) {
        ObjectNode body = Bodies.roles(Bodies.published().put("event_name", text), 3, text);
        Answer made = create(manager, body);

        Answer read = manager.get(path(made.id())).expect(200);
        assertThat(read.body().path("event_name").textValue()).isEqualTo(text);
        assertThat(read.body().at("/roles/0/role").textValue()).isEqualTo(text);
        assertThat(manager.patch(path(made.id()), Bodies.roles(Bodies.object(), 4, text))
                        .expect(200)
                        .body()
                        .at("/role_stats/0/role")
                        .textValue())
                .isEqualTo(text);
    }

    @Test
    void aBodyMayBeSoLongAndNoLonger() {
        String filler = "\"unheard\":\"" + "x".repeat(MAX_BODY - 200) + "\"";
        manager.post(EVENTS, "{\"date\":\"2026-12-20\",\"roles\":[{\"role\":\"S\",\"count\":1}]," + filler + "}")
                .expect(201);

        manager.post(EVENTS, "{\"x\":\"" + "x".repeat(MAX_BODY) + "\"}").expect(413, "PAYLOAD_TOO_LARGE");
        manager.post(EVENTS + "/batch", "{\"x\":\"" + "x".repeat(MAX_BODY) + "\"}")
                .expect(400, "VALIDATION");
        manager.post(EVENTS + "/batch", "{\"x\":\"" + "x".repeat(4 * MAX_BODY) + "\"}")
                .expect(413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0", "limit=201", "limit=-1", "limit=x", "limit=1.5", "limit=99999999999", "status=gone",
                "status=draft,,", "status=DRAFT", "from=2026-02-30", "from=x", "to=2026-1-1", "to=%24gt", "order=up",
                "cursor=x", "cursor=%00", "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aListAskedForWrongly(String query) {
        String field = query.substring(0, query.indexOf('='));

        assertThat(manager.get(EVENTS + "?" + query).expect(400, "VALIDATION").violations())
                .contains(field);
    }

    @Test
    void everythingWrongWithAQueryIsNamedAtOnce() {
        assertThat(manager.get(EVENTS + "?limit=0&from=x&to=y&order=z&status=s")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactlyInAnyOrder("limit", "from", "to", "order", "status");
    }

    @Test
    void aPeriodThereIsNot() {
        assertThat(manager.get(EVENTS + "/my-shifts?period=now")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("period");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "2026-01-01T00:00:00Z", "%24gt", "AAAA"})
    void aTimeStampThatIsNoneGivesTheWholeList(String lastSync) {
        String id = create(manager, Bodies.event()).id();

        Answer answer = manager.get(EVENTS + "?lastSync=" + lastSync).expect(200);
        assertThat(answer.body().path("deltaSync").booleanValue()).isFalse();
        assertThat(answer.ids()).contains(id);
    }
}
