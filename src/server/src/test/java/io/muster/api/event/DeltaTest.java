package io.muster.api.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that applies deltas always has what a fresh one gets, whatever others do meanwhile. Without overlap, so that
 * nothing comes in by being told twice.
 */
@QuarkusTest
@Tag("service")
@TestProfile(DeltaTest.WithoutOverlap.class)
@Tag("slow")
class DeltaTest extends HttpTest {
    private static final int STEPS = 120;
    private static final int MAX_EVENTS = 12;

    private static final int EDITS = 80;

    /** Of what was not answered in time where the machine stood still: it is asked again. */
    private static final int UNDECIDED = 503;

    public static final class WithoutOverlap implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "muster.lists.overlap", "0s",
                    "muster.rate-limit.per-event-minute", "0",
                    "muster.rate-limit.per-minute", "0");
        }
    }

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final String sub = fresh("me");
    private final Client me = Client.of(employed(sub, managerId, "a"));
    private final List<String> ids = new ArrayList<>();
    private final Set<String> everSeen = new HashSet<>();

    @Test
    void deltasAddUpToTheWholeList() {
        addUp(1, STEPS / 3);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {2})
    void deltasAddUpHoweverMuchHappens(long seed) {
        addUp(seed, STEPS);
    }

    private void addUp(long seed, int steps) {
        Random random = new Random(seed);
        Map<String, SyncedList> mine = lists(
                me,
                EVENTS,
                EVENTS + "?status=published,cancelled&from=" + Bodies.soon(),
                EVENTS + "/available",
                EVENTS + "/my-shifts",
                EVENTS + "/my-shifts?period=past");
        Map<String, SyncedList> managers = lists(manager, EVENTS, EVENTS + "?status=published", EVENTS + "?order=desc");
        int deltas = 0;
        for (int step = 0; step < steps; step++) {
            String what = act(random);
            if (random.nextInt(3) > 0) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                // What happens between pages need not show in them, and is there the next time.
                mine.values().forEach(list -> list.sync(() -> act(random)));
                managers.values().forEach(list -> list.sync(() -> act(random)));
            }
            for (Map<String, SyncedList> lists : List.of(mine, managers)) {
                for (Map.Entry<String, SyncedList> list : lists.entrySet()) {
                    deltas += list.getValue().sync() ? 1 : 0;
                    assertThat(list.getValue().events())
                            .as("seed %d step %d after %s: %s", seed, step, what, list.getKey())
                            .isEqualTo(list.getValue().whole());
                }
            }
        }
        assertThat(deltas).isGreaterThan(steps);
        mine.values().forEach(list -> assertThat(everSeen).containsAll(list.everRemoved()));
    }

    private static Map<String, SyncedList> lists(Client client, String... paths) {
        Map<String, SyncedList> lists = new LinkedHashMap<>();
        for (String path : paths) {
            lists.put(path, new SyncedList(client, path));
        }
        return lists;
    }

    /** Something happens to some event; what is refused is nothing that happened. */
    private String act(Random random) {
        if (ids.isEmpty() || (ids.size() < MAX_EVENTS && random.nextInt(6) == 0)) {
            String id = create(manager, audience(random, random.nextBoolean() ? Bodies.published() : Bodies.event()))
                    .id();
            ids.add(id);
            noteIfSeen(id);
            return "create " + id;
        }
        String id = ids.get(random.nextInt(ids.size()));
        int kind = random.nextInt(14);
        Answer answer = switch (kind) {
            case 0 -> manager.post(path(id) + "/publish", audience(random, Bodies.object()));
            case 1 -> manager.post(path(id) + "/publish");
            case 2 -> manager.post(path(id) + "/unpublish");
            case 3 -> manager.patch(path(id), audience(random, Bodies.object()));
            case 4 -> manager.patch(path(id), date(random));
            case 5 -> accept(me, id, "Server");
            case 6 -> accept(me, id, "server");
            case 7 -> decline(me, id);
            case 8 -> accept(Client.of(employed(fresh("p"), managerId, "a", "b")), id, "Server");
            case 9 -> manager.delete(path(id) + "/staff/oidc:" + sub + "?bar=" + random.nextBoolean());
            case 10 -> manager.patch(path(id), bars(random));
            case 11 -> manager.post(path(id) + (random.nextInt(4) == 0 ? "/cancel" : "/publish"));
            case 12 -> manager.post(path(id) + (random.nextInt(4) == 0 ? "/complete" : "/publish"));
            default -> random.nextInt(3) == 0 ? manager.delete(path(id)) : manager.post(path(id) + "/publish");
        };
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        if (answer.status() == 204) {
            ids.remove(id);
        } else {
            noteIfSeen(id);
        }
        return kind + " on " + id + ": " + answer.status();
    }

    private void noteIfSeen(String id) {
        if (me.get(path(id)).status() == 200) {
            everSeen.add(id);
        }
    }

    private ObjectNode audience(Random random, ObjectNode body) {
        ArrayNode waves = body.putArray("waves");
        if (random.nextInt(3) == 0) {
            Bodies.forTeams(
                    waves.addObject().put("opens_at", "2026-01-01T00:00:00Z"), random.nextBoolean() ? "a" : "b");
        }
        return switch (random.nextInt(6)) {
            case 0 -> Bodies.forTeams(Bodies.forPeople(body), "a");
            case 1 -> Bodies.forTeams(Bodies.forPeople(body), "b");
            case 2 -> Bodies.forPeople(Bodies.forTeams(body), "oidc:" + sub);
            case 3 -> Bodies.forPeople(Bodies.forTeams(body, "b"), "oidc:nobody");
            default -> Bodies.forPeople(Bodies.forTeams(body));
        };
    }

    private static ObjectNode date(Random random) {
        return Bodies.object()
                .put("date", Bodies.soon().minusDays(random.nextInt(3) * 25L).toString());
    }

    private ObjectNode bars(Random random) {
        ObjectNode body = Bodies.object();
        body.putArray("barred_user_keys");
        if (random.nextBoolean()) {
            body.withArray("barred_user_keys").add("oidc:" + sub);
        }
        return body;
    }

    @Test
    void whatIsEditedWhilePeopleAskIsNeverTakenFromThem() throws Exception {
        String id = createPublished(manager);
        AtomicBoolean edited = new AtomicBoolean();
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> asking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Client person = Client.of(employed(fresh("p"), managerId, "a"));
                asking.add(people.submit(() -> ask(person, id, edited)));
            }
            for (int edit = 0; edit < EDITS; ) {
                Answer answer = manager.patch(path(id), Bodies.object().put("notes", "edit " + edit));
                assertThat(answer.status()).as(answer.text()).isIn(200, UNDECIDED);
                edit += answer.status() == 200 ? 1 : 0;
            }
            edited.set(true);
            for (Future<Integer> one : asking) {
                assertThat(one.get()).isPositive();
            }
        } finally {
            people.shutdownNow();
        }
    }

    /** Until all is edited. @return how many deltas there were, none of which took the event away */
    private static int ask(Client person, String id, AtomicBoolean edited) {
        String timestamp = timestamp(person.get(EVENTS));
        int deltas = 0;
        while (!edited.get()) {
            Answer delta = person.get(EVENTS + "?lastSync=" + timestamp);
            if (delta.status() != UNDECIDED) {
                assertThat(delta.expect(200).removedIds()).doesNotContain(id);
                deltas += delta.body().path("deltaSync").booleanValue() ? 1 : 0;
                timestamp = timestamp(delta);
            }
        }
        return deltas;
    }

    @Test
    void nothingChangedIsNothingTold() {
        createPublished(manager);
        createPublished(manager);
        for (Client client : List.of(manager, me)) {
            String timestamp = timestamp(client.get(EVENTS));
            String later = timestamp(client.get(EVENTS + "?lastSync=" + timestamp));
            Answer delta = client.get(EVENTS + "?lastSync=" + later).expect(200);

            assertThat(delta.body().path("deltaSync").booleanValue()).isTrue();
            assertThat(delta.ids()).isEmpty();
            assertThat(delta.removedIds()).isEmpty();
        }
    }

    @Test
    void aDraftThatWasNeverShownIsNeverNamed() {
        String hidden = create(manager, Bodies.event()).id();
        String timestamp = timestamp(me.get(EVENTS));
        manager.patch(path(hidden), "{\"audience_team_ids\":[\"b\"]}").expect(200);
        manager.post(path(hidden) + "/publish").expect(200);
        manager.post(path(hidden) + "/cancel").expect(200);
        String gone = create(manager, Bodies.event()).id();
        manager.delete(path(gone)).expect(204);

        Answer delta = me.get(EVENTS + "?lastSync=" + timestamp).expect(200);
        assertThat(delta.body().path("deltaSync").booleanValue()).isTrue();
        assertThat(delta.removedIds()).isEmpty();
        assertThat(delta.ids()).isEmpty();
    }

    @Test
    void whoIsBarredAfterLosingSightIsToldOfTheLoss() {
        String hidden = createPublished(manager);
        String drafted = createPublished(manager);
        String timestamp = timestamp(me.get(EVENTS));
        manager.post(path(hidden) + "/publish", "{\"audience_team_ids\":[\"b\"]}")
                .expect(200);
        manager.post(path(drafted) + "/unpublish").expect(200);
        for (String id : List.of(hidden, drafted)) {
            manager.patch(path(id), "{\"barred_user_keys\":[\"oidc:" + sub + "\"]}")
                    .expect(200);
            manager.post(path(id) + "/publish", "{\"audience_team_ids\":[]}").expect(200);
        }

        assertThat(me.get(EVENTS + "?lastSync=" + timestamp).expect(200).removedIds())
                .containsExactlyInAnyOrder(hidden, drafted);
    }

    @Test
    void whoWasBarredAllTheWhileIsToldNothing() {
        ObjectNode body = Bodies.published();
        body.putArray("barred_user_keys").add("oidc:" + sub);
        String id = create(manager, body).id();
        String timestamp = timestamp(me.get(EVENTS));
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"b\"]}").expect(200);
        manager.post(path(id) + "/cancel").expect(200);

        Answer delta = me.get(EVENTS + "?lastSync=" + timestamp).expect(200);
        assertThat(delta.body().path("deltaSync").booleanValue()).isTrue();
        assertThat(delta.removedIds()).isEmpty();
    }

    @Test
    void otherClaimsGetTheWholeList() {
        String id = createPublished(manager);
        String timestamp = timestamp(me.get(EVENTS + "/available"));
        Client moved = Client.of(employed(sub, managerId, "a", "b"));
        Client other = Client.of(employed(fresh("p"), managerId, "a"));

        for (Client client : List.of(moved, other)) {
            Answer answer =
                    client.get(EVENTS + "/available?lastSync=" + timestamp).expect(200);
            assertThat(answer.body().path("deltaSync").booleanValue()).isFalse();
            assertThat(answer.ids()).containsExactly(id);
            assertThat(answer.removedIds()).isEmpty();
        }
    }

    private static String timestamp(Answer answer) {
        return answer.expect(200).body().path("serverTimestamp").textValue();
    }
}
