package io.muster.api.event;

import java.util.stream.Stream;

import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every move from every status, by its call and by {@code status} alone in a patch. */
@QuarkusTest
@Tag("service")
class LifecycleTest extends HttpTest {
    private static final String REFUSED = "WRONG_STATUS";

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    /** From, move, and what comes of it: a status, or a refusal. */
    static Stream<Arguments> moves() {
        return Stream.of(
                Arguments.of("draft", "publish", "published"),
                Arguments.of("draft", "unpublish", "draft"),
                Arguments.of("draft", "cancel", "cancelled"),
                Arguments.of("draft", "complete", REFUSED),
                Arguments.of("published", "publish", "published"),
                Arguments.of("published", "unpublish", "draft"),
                Arguments.of("published", "cancel", "cancelled"),
                Arguments.of("published", "complete", "completed"),
                Arguments.of("fulfilled", "publish", "fulfilled"),
                Arguments.of("fulfilled", "unpublish", "draft"),
                Arguments.of("fulfilled", "cancel", "cancelled"),
                Arguments.of("fulfilled", "complete", "completed"),
                Arguments.of("cancelled", "publish", REFUSED),
                Arguments.of("cancelled", "unpublish", REFUSED),
                Arguments.of("cancelled", "cancel", "cancelled"),
                Arguments.of("cancelled", "complete", REFUSED),
                Arguments.of("completed", "publish", REFUSED),
                Arguments.of("completed", "unpublish", REFUSED),
                Arguments.of("completed", "cancel", REFUSED),
                Arguments.of("completed", "complete", "completed"));
    }

    @ParameterizedTest
    @MethodSource("moves")
    void byItsCall(String from, String move, String outcome) {
        Answer before = in(from);

        judge(before, manager.post(path(before.id()) + "/" + move), outcome);
    }

    @ParameterizedTest
    @MethodSource("moves")
    void byItsStatusAlone(String from, String move, String outcome) {
        Answer before = in(from);
        String status = switch (move) {
            case "publish" -> "published";
            case "unpublish" -> "draft";
            case "cancel" -> "cancelled";
            default -> "completed";
        };

        judge(before, manager.patch(path(before.id()), Bodies.object().put("status", status)), outcome);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void fulfilledIsNothingToGoTo(String from) {
        Answer before = in(from);
        Answer after = manager.patch(path(before.id()), "{\"status\":\"fulfilled\"}");

        if (from.equals("fulfilled")) {
            assertThat(after.expect(200).version()).isEqualTo(before.version());
        } else {
            assertThat(after.expect(400, "VALIDATION").violations()).containsExactly("status");
        }
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void onlyNotesCanBeChangedOnceItIsOver(String from) {
        String id = in(from).id();
        boolean over = from.equals("cancelled") || from.equals("completed");

        manager.patch(path(id), "{\"notes\":\"x\"}").expect(200);
        Answer city = manager.patch(path(id), "{\"city\":\"x\"}");
        if (over) {
            assertThat(city.expect(409, REFUSED).text()).contains("\"" + from + "\"");
        } else {
            city.expect(200);
        }
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyEventCanBeDeleted(String from) {
        String id = in(from).id();

        manager.delete(path(id)).expect(204);
        manager.get(path(id)).expect(404, "EVENT_NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void whatIsClosedIsReopened(String from) {
        Answer before = in(from);
        String outcome = switch (from) {
            case "draft" -> REFUSED;
            case "fulfilled" -> "fulfilled";
            default -> "published";
        };

        judge(before, manager.post(path(before.id()) + "/reopen"), outcome);
    }

    @Test
    void theReasonOfACancellationIsShownToAllWhoSeeTheEventUntilItIsReopened() {
        String id = in("fulfilled").id();
        Client person = staff(fresh("p"), managerId);

        Answer cancelled = manager.post(path(id) + "/cancel", "{\"reason\":\" The hall is flooded \"}");
        assertThat(cancelled.expect(200).body().path("cancel_reason").textValue())
                .isEqualTo("The hall is flooded");
        assertThat(person.get(path(id)).expect(200).body().path("cancel_reason").textValue())
                .isEqualTo("The hall is flooded");
        assertThat(manager.get(path(id) + "/journal")
                        .body()
                        .at("/entries/3/changed")
                        .toString())
                .isEqualTo("[\"cancel_reason\",\"status\"]");
        assertThat(manager.get(path(id) + "/journal")
                        .body()
                        .at("/entries/3/reason")
                        .textValue())
                .isEqualTo("The hall is flooded");

        manager.patch(path(id), "{\"notes\":\"x\",\"cancel_reason\":\"The hall is flooded\"}")
                .expect(200);
        assertThat(manager.patch(path(id), "{\"cancel_reason\":\"Rain\"}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("cancel_reason");

        Answer reopened = manager.post(path(id) + "/reopen").expect(200);
        assertThat(reopened.body().path("status").textValue()).isEqualTo("fulfilled");
        assertThat(reopened.body().path("cancel_reason").isNull()).isTrue();
        assertThat(reopened.body().path("accepted_staff")).hasSize(1);
    }

    @Test
    void aReasonIsAShortText() {
        String id = in("published").id();

        assertThat(manager.post(path(id) + "/cancel", "{\"reason\":1}")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("reason");
        assertThat(manager.post(path(id) + "/cancel", Bodies.object().put("reason", "x".repeat(201)))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("reason");
        manager.post(path(id) + "/cancel", "[]").expect(400, "VALIDATION");
        manager.post(path(id) + "/cancel", "{\"reason\":null}").expect(200);
    }

    static Stream<String> statuses() {
        return Stream.of("draft", "published", "fulfilled", "cancelled", "completed");
    }

    private static void judge(Answer before, Answer after, String outcome) {
        if (outcome.equals(REFUSED)) {
            String status = before.body().path("status").textValue();
            assertThat(after.expect(409, REFUSED).text()).contains("\"" + status + "\"");
            return;
        }
        after.expect(200);
        assertThat(after.body().path("status").textValue()).isEqualTo(outcome);
        boolean same = before.body().path("status").textValue().equals(outcome);
        assertThat(after.version()).isEqualTo(before.version() + (same ? 0 : 1));
    }

    private Answer in(String status) {
        String id = create(manager, Bodies.roles(Bodies.event(), 1, "Server")).id();
        switch (status) {
            case "published" -> manager.post(path(id) + "/publish").expect(200);
            case "fulfilled" -> {
                manager.post(path(id) + "/publish", "{}").expect(200);
                accept(staff(fresh("p"), managerId), id, "Server").expect(200);
            }
            case "cancelled" -> manager.post(path(id) + "/cancel").expect(200);
            case "completed" -> {
                manager.post(path(id) + "/publish").expect(200);
                manager.post(path(id) + "/complete").expect(200);
            }
            default -> {}
        }
        Answer event = manager.get(path(id)).expect(200);
        assertThat(event.body().path("status").textValue()).isEqualTo(status);
        return event;
    }
}
