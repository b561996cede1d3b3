package io.muster.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The summary of a manager's events, down to the database (docs/api.md#summary). */
@QuarkusTest
@Tag("service")
class SummaryApiTest extends HttpTest {
    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);

    private static String days(int from, int to) {
        return EVENTS + "/summary?from=" + Bodies.soon().plusDays(from) + "&to="
                + Bodies.soon().plusDays(to);
    }

    private String made(int day, int places) {
        ObjectNode body = Bodies.roles(Bodies.published(), places, "Server");
        return create(manager, body.put("date", Bodies.soon().plusDays(day).toString()))
                .id();
    }

    @Test
    void theOpenEventsOfSomeDaysMostUrgentFirst() {
        String later = made(9, 1);
        String sooner = made(3, 1);
        String many = made(5, 300);
        made(-1, 9);
        made(10, 9);
        create(manager, Bodies.event());
        String off = made(4, 9);
        manager.post(path(off) + "/cancel").expect(200);
        create(manager(fresh("m")), Bodies.published());

        assertThat(manager.get(days(0, 9)).expect(200).ids()).containsExactly(many, sooner, later);
    }

    @Test
    void whoHasJustDeclinedIsCounted() {
        String id = made(0, 2);
        Client back = staff(fresh("p"), managerId);
        decline(staff(fresh("p"), managerId), id).expect(200);
        decline(back, id).expect(200);
        accept(back, id, "Server").expect(200);

        JsonNode event = manager.get(days(0, 0)).expect(200).body().at("/events/0");

        assertThat(event.path("declines_last_24h").intValue()).isEqualTo(1);
        assertThat(event.path("open_places").intValue()).isEqualTo(1);
        assertThat(event.at("/role_stats/0/taken").intValue()).isEqualTo(1);
        assertThat(event.path("standby_count").intValue()).isZero();
    }

    /** Who was refused by the manager has not declined. */
    @Test
    void aRefusedRequestIsNoDecline() {
        ObjectNode body = Bodies.published();
        body.remove("roles");
        String id = create(manager, Bodies.role(body, "Chef", 1, "approval")).id();
        String asks = fresh("p");
        staff(asks, managerId)
                .post(path(id) + "/respond", Bodies.standBy("Chef"))
                .expect(200);
        JsonNode asked = manager.get(days(0, 0)).expect(200).body().at("/events/0");
        manager.delete(path(id) + "/staff/oidc:" + asks).expect(200);
        JsonNode refused = manager.get(days(0, 0)).expect(200).body().at("/events/0");

        assertThat(asked.path("standby_count").intValue()).isEqualTo(1);
        assertThat(refused.path("standby_count").intValue()).isZero();
        assertThat(refused.path("declines_last_24h").intValue()).isZero();
    }

    @Test
    void bothDaysAreNeededAndAtMostSixty() {
        assertThat(manager.get(EVENTS + "/summary").expect(400, "VALIDATION").violations())
                .containsExactly("from", "to");
        assertThat(manager.get(EVENTS + "/summary?from=2026-02-30&to=x")
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("from", "to");
        manager.get(days(0, 59)).expect(200);
        assertThat(manager.get(days(0, 60)).expect(400, "VALIDATION").violations())
                .containsExactly("to");
        assertThat(manager.get(days(1, 0)).expect(400, "VALIDATION").violations())
                .containsExactly("to");
        staff(fresh("p"), managerId).get(days(0, 1)).expect(403, "FORBIDDEN");
    }
}
