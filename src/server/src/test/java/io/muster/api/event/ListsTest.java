package io.muster.api.event;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists over HTTP: order, pages, filters and what stands in them. */
@QuarkusTest
@Tag("service")
class ListsTest extends HttpTest {
    private String managerId;
    private Client manager;

    @BeforeEach
    void aManagerOfItsOwn() {
        managerId = fresh("m");
        manager = manager(managerId);
    }

    @Test
    void byDateThenStartTime() {
        String third = at(2, "12:00");
        String first = at(1, "");
        String second = at(2, "9:00");
        String last = at(3, "8:00");

        assertThat(manager.get(EVENTS).ids()).containsExactly(first, second, third, last);
        assertThat(manager.get(EVENTS + "?order=desc").ids()).containsExactly(last, third, second, first);
        Client person = staff(fresh("p"), managerId);
        assertThat(person.get(EVENTS).ids()).as("staff's default").containsExactly(last, third, second, first);
        assertThat(person.get(EVENTS + "?order=asc").ids()).containsExactly(first, second, third, last);
        assertThat(person.get(EVENTS + "/available").ids()).containsExactly(first, second, third, last);
    }

    @Test
    void pagesHoldEachEventOnce() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(at(1 + i / 3, "10:00"));
        }
        Client person = staff(fresh("p"), managerId);
        accept(person, ids.get(2), "Server").expect(200);

        assertThat(pages(manager, EVENTS, 3)).containsExactlyElementsOf(ids);
        assertThat(pages(manager, EVENTS, 7)).containsExactlyElementsOf(ids);
        assertThat(pages(person, EVENTS + "?order=asc", 2)).containsExactlyElementsOf(ids);
        assertThat(pages(person, EVENTS, 1)).hasSize(7).containsExactlyInAnyOrderElementsOf(ids);
        List<String> open = new ArrayList<>(ids);
        open.remove(2);
        assertThat(pages(person, EVENTS + "/available", 4)).containsExactlyElementsOf(open);
    }

    @Test
    void filtersByStatusAndDay() {
        String draft = create(
                        manager,
                        Bodies.event().put("date", Bodies.soon().plusDays(1).toString()))
                .id();
        String one = at(1, "10:00");
        String two = at(2, "10:00");
        String three = at(3, "10:00");
        manager.post(path(three) + "/cancel").expect(200);

        assertThat(manager.get(EVENTS + "?status=draft").ids()).containsExactly(draft);
        assertThat(manager.get(EVENTS + "?status=published,cancelled").ids()).containsExactly(one, two, three);
        assertThat(manager.get(EVENTS + "?from=" + day(2)).ids()).containsExactly(two, three);
        assertThat(manager.get(EVENTS + "?to=" + day(1)).ids()).containsExactlyInAnyOrder(draft, one);
        assertThat(manager.get(EVENTS + "?from=" + day(2) + "&to=" + day(2)).ids())
                .containsExactly(two);
        assertThat(pages(manager, EVENTS + "?status=published,draft", 1)).containsExactlyInAnyOrder(draft, one, two);
        Client person = staff(fresh("p"), managerId);
        assertThat(person.get(EVENTS + "?status=cancelled").ids()).containsExactly(three);
        assertThat(person.get(EVENTS + "?status=draft").ids()).isEmpty();
        assertThat(person.get(EVENTS + "?order=asc&from=" + day(2)).ids()).containsExactly(two, three);
    }

    @Test
    void aManagersListHasTheFiguresAndNobody() {
        String id = createPublished(manager);
        String sub = fresh("p");
        accept(staff(sub, managerId), id, "Server").expect(200);
        decline(staff(fresh("p"), managerId), id).expect(200);

        Answer list = manager.get(EVENTS);
        JsonNode event = list.body().at("/events/0");
        assertThat(event.has("accepted_staff")).isFalse();
        assertThat(event.has("declined_staff")).isFalse();
        assertThat(event.path("accepted_count").intValue()).isEqualTo(1);
        assertThat(event.path("declined_count").intValue()).isEqualTo(1);
        assertThat(event.at("/role_stats/0/taken").intValue()).isEqualTo(1);
        assertThat(event.has("audience_team_ids")).isFalse();
        assertThat(event.has("audience_user_keys")).isFalse();
        assertThat(event.has("barred_user_keys")).isFalse();
        assertThat(list.text()).doesNotContain(sub);
        ObjectNode whole = manager.get(path(id)).object();
        whole.remove(List.of(
                "accepted_staff",
                "standby_staff",
                "declined_staff",
                "audience_team_ids",
                "audience_user_keys",
                "waves",
                "barred_user_keys"));
        assertThat(event).isEqualTo(whole);
    }

    @Test
    void aPersonsListIsAsTheEventItself() {
        String id = createPublished(manager);
        accept(staff(fresh("p"), managerId), id, "Server").expect(200);
        Client person = staff(fresh("p"), managerId);

        assertThat(listed(person, EVENTS + "/available")).isEqualTo(seen(person, id));
        accept(person, id, "Server").expect(200);
        assertThat(listed(person, EVENTS + "/my-shifts")).isEqualTo(seen(person, id));
        assertThat(listed(person, EVENTS)).isEqualTo(seen(person, id));
    }

    private static JsonNode listed(Client person, String list) {
        return person.get(list).body().at("/events/0");
    }

    /** What a list says besides is of the person, and not of the event. */
    private static JsonNode seen(Client person, String id) {
        return person.get(path(id)).object().put("eligible", true);
    }

    @Test
    void whatIsAvailable() {
        Client person = staff(fresh("p"), managerId);
        String open = at(1, "10:00");
        String full =
                create(manager, Bodies.roles(Bodies.published(), 1, "Server")).id();
        accept(staff(fresh("p"), managerId), full, "Server").expect(200);
        String accepted = at(1, "11:00");
        accept(person, accepted, "Server").expect(200);
        String declined = at(1, "12:00");
        decline(person, declined).expect(200);
        String cancelled = at(1, "13:00");
        manager.post(path(cancelled) + "/cancel").expect(200);
        String completed = at(1, "14:00");
        manager.post(path(completed) + "/complete").expect(200);
        create(manager, Bodies.event());

        assertThat(person.get(EVENTS + "/available").ids()).containsExactlyInAnyOrder(open, full, declined);
        assertThat(person.get(EVENTS + "/my-shifts").ids()).containsExactly(accepted);
        assertThat(person.get(EVENTS).ids())
                .containsExactlyInAnyOrder(open, full, accepted, declined, cancelled, completed);
    }

    @Test
    void shiftsStayWhateverBecomesOfTheEvent() {
        Client person = staff(fresh("p"), managerId);
        List<String> ids = List.of(at(1, "1:00"), at(1, "2:00"), at(1, "3:00"));
        for (String id : ids) {
            accept(person, id, "Server").expect(200);
        }
        manager.post(path(ids.get(0)) + "/unpublish").expect(200);
        manager.post(path(ids.get(1)) + "/cancel").expect(200);
        manager.post(path(ids.get(2)) + "/complete").expect(200);

        assertThat(person.get(EVENTS + "/my-shifts").ids()).containsExactlyElementsOf(ids);
    }

    @Test
    void aPersonOfManyTeamsAndManagers() {
        List<String> teams = new ArrayList<>();
        List<String> managers = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            teams.add("team-" + i);
            managers.add("firm-" + i);
        }
        managers.add(managerId);
        Client person = Client.of(
                TestTokens.staff(fresh("p")).claim("managerIds", managers).claim("teamIds", teams));
        String forAll = at(1, "1:00");
        String forSome = create(manager, Bodies.forTeams(Bodies.published().put("date", day(2)), "team-3", "team-149"))
                .id();
        create(manager, Bodies.forTeams(Bodies.published(), "team-150"));

        assertThat(person.get(EVENTS + "?order=asc").ids()).containsExactly(forAll, forSome);
        assertThat(pages(person, EVENTS + "/available", 1)).containsExactly(forAll, forSome);
    }

    private String at(int day, String start) {
        return create(manager, Bodies.published().put("date", day(day)).put("start_time", start))
                .id();
    }

    private static String day(int day) {
        return Bodies.soon().plusDays(day).toString();
    }

    private static List<String> pages(Client client, String path, int limit) {
        String joint = path.contains("?") ? "&" : "?";
        List<String> ids = new ArrayList<>();
        Answer page = client.get(path + joint + "limit=" + limit).expect(200);
        ids.addAll(page.ids());
        while (!page.body().path("nextCursor").isNull()) {
            assertThat(page.ids()).hasSize(limit);
            String cursor = page.body().path("nextCursor").textValue();
            Answer next = client.get(path + joint + "limit=" + limit + "&cursor=" + cursor)
                    .expect(200);
            assertThat(next.body().path("serverTimestamp"))
                    .isEqualTo(page.body().path("serverTimestamp"));
            ids.addAll(next.ids());
            page = next;
        }
        return ids;
    }

    /** From noon to noon, in a zone where the day begins long after UTC's: on the next day it is still there. */
    @Test
    void fromADayOnIsWhatGoesOnIntoItToo() {
        String overMidnight = create(
                        manager, dated(1).put("start_time", "20:00").put("end_time", "20:00"))
                .id();
        String toMidnight = create(manager, dated(1).put("start_time", "20:00").put("end_time", "00:00"))
                .id();
        String within = create(manager, dated(1).put("start_time", "08:00").put("end_time", "20:00"))
                .id();
        String untold = create(manager, dated(1)).id();
        String onTheDay = create(manager, dated(2)).id();
        String lastSync = manager.get(EVENTS + "?from=" + day(2))
                .body()
                .path("serverTimestamp")
                .textValue();

        assertThat(manager.get(EVENTS + "?from=" + day(2)).ids()).containsExactly(overMidnight, onTheDay);
        assertThat(manager.get(EVENTS + "?limit=1&from=" + day(2)).ids()).containsExactly(overMidnight);
        assertThat(manager.get(EVENTS + "?from=" + day(1)).ids())
                .contains(overMidnight, toMidnight, within, untold, onTheDay);
        assertThat(manager.get(EVENTS + "?from=" + day(3)).ids()).isEmpty();
        Answer delta = manager.get(EVENTS + "?from=" + day(2) + "&lastSync=" + lastSync);
        assertThat(delta.body().path("deltaSync").booleanValue()).isTrue();
        assertThat(delta.ids()).containsExactlyInAnyOrder(overMidnight, onTheDay);
    }

    private static ObjectNode dated(int days) {
        return Bodies.published().put("date", day(days)).put("timezone", "Pacific/Honolulu");
    }
}
