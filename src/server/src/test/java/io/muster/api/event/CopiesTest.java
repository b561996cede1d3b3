package io.muster.api.event;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Copies of an event on other days, over HTTP (docs/api.md#copies). */
@QuarkusTest
@Tag("service")
class CopiesTest extends HttpTest {
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private static ObjectNode to(LocalDate... dates) {
        ObjectNode body = Bodies.object();
        ArrayNode list = body.putArray("dates");
        for (LocalDate date : dates) {
            list.add(date.toString());
        }
        return body;
    }

    private static LocalDate in(int days) {
        return Bodies.soon().plusDays(days);
    }

    private String source() {
        String id =
                create(manager, Bodies.published().put("notes", "Black shoes")).id();
        accept(staff(fresh("p"), managerId), id, "Server").expect(200);
        return id;
    }

    private int held() {
        return manager.get(EVENTS + "?limit=200").expect(200).ids().size();
    }

    @Test
    void theyComeInTheOrderOfTheDatesAndWithoutPeople() {
        String id = source();

        Answer made = manager.post(path(id) + "/copies", to(in(14), in(7))).expect(201);

        JsonNode first = made.body().at("/events/0");
        assertThat(first.path("date").textValue()).isEqualTo(in(14).toString());
        assertThat(first.path("status").textValue()).isEqualTo("draft");
        assertThat(first.path("notes").textValue()).isEqualTo("Black shoes");
        assertThat(first.path("accepted_staff")).isEmpty();
        assertThat(first.path("version").longValue()).isEqualTo(1);
        assertThat(made.body().at("/events/1/date").textValue()).isEqualTo(in(7).toString());
        JsonNode stored = manager.get(path(made.ids().get(0))).expect(200).body();
        assertThat(stored.path("date")).isEqualTo(first.path("date"));
        assertThat(stored.path("createdAt")).isEqualTo(first.path("createdAt"));
        assertThat(manager.get(path(made.ids().get(1)) + "/journal")
                        .body()
                        .at("/entries/0/kind")
                        .textValue())
                .isEqualTo("created");
    }

    @Test
    void publishedTheyTakeAcceptsAtOnce() {
        String copy = manager.post(path(source()) + "/copies", to(in(7)).put("status", "published"))
                .expect(201)
                .ids()
                .get(0);

        accept(staff(fresh("p"), managerId), copy, "Server").expect(200);
    }

    @Test
    void oneWrongDateAndThereIsNone() {
        String id = source();
        int before = held();
        ObjectNode wrong = to(in(7), in(8), in(7));
        wrong.withArray("dates").add("2026-02-30").add(7);

        assertThat(manager.post(path(id) + "/copies", wrong)
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("dates[2]", "dates[3]", "dates[4]");
        LocalDate[] many = IntStream.rangeClosed(1, 61).mapToObj(CopiesTest::in).toArray(LocalDate[]::new);
        for (String body : List.of(to(many).toString(), to().toString(), "{}", "{\"dates\":null}")) {
            assertThat(manager.post(path(id) + "/copies", body)
                            .expect(400, "VALIDATION")
                            .violations())
                    .containsExactly("dates");
        }
        assertThat(manager.post(path(id) + "/copies", to(in(7)).put("status", "cancelled"))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("status");
        assertThat(held()).isEqualTo(before);
    }

    @Test
    void aRepeatedKeyAnswersTheFirstCopiesWhateverTheSourceIsByNow() {
        String id = source();
        Client keyed = manager.with("Idempotency-Key", "weekly");
        Answer first = keyed.post(path(id) + "/copies", to(in(7), in(14))).expect(201);
        manager.patch(path(id), "{\"notes\":\"White shoes\"}").expect(200);
        int held = held();

        assertThat(keyed.post(path(id) + "/copies", to(in(7), in(14)))
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
        keyed.post(path(id) + "/copies", to(in(7))).expect(422, "IDEMPOTENCY_KEY_REUSED");
        keyed.post(path(source()) + "/copies", to(in(7), in(14))).expect(422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(held()).isEqualTo(held + 1);
    }

    @Test
    void togetherTheyAreAtMostFourMebibytes() {
        ObjectNode large = Bodies.event();
        ArrayNode people = large.putArray("audience_user_keys");
        for (int i = 0; i < 1_000; i++) {
            people.add("oidc:" + "x".repeat(100) + i);
        }
        String id = create(manager, large).id();
        LocalDate[] many = IntStream.rangeClosed(1, 60).mapToObj(CopiesTest::in).toArray(LocalDate[]::new);
        int held = held();

        assertThat(manager.post(path(id) + "/copies", to(many))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("dates");
        assertThat(held()).isEqualTo(held);
        manager.post(path(id) + "/copies", to(in(1), in(2))).expect(201);
    }

    @Test
    void onlyTheManagersOwnEventsAreCopied() {
        String id = source();

        manager(fresh("m")).post(path(id) + "/copies", to(in(7))).expect(404, "EVENT_NOT_FOUND");
        staff(fresh("p"), managerId).post(path(id) + "/copies", to(in(7))).expect(403, "FORBIDDEN");
        manager.delete(path(id)).expect(204);
        manager.post(path(id) + "/copies", to(in(7))).expect(404, "EVENT_NOT_FOUND");
    }
}
