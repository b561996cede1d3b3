package io.muster.api.event;

import java.util.Map;

import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where more changed than a delta may hold, the list comes whole. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(DeltaLimitsTest.SmallDeltas.class)
class DeltaLimitsTest extends HttpTest {

    public static final class SmallDeltas implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.lists.max-delta", "3", "muster.lists.overlap", "0s");
        }
    }

    private final String managerId = fresh("m");
    private final Client manager = manager(managerId);
    private final Client person = staff(fresh("p"), managerId);

    @Test
    void tooManyChangesGiveTheWholeList() {
        SyncedList managers = new SyncedList(manager, EVENTS);
        SyncedList persons = new SyncedList(person, EVENTS + "/available");
        managers.sync();
        persons.sync();
        for (int made = 1; made <= 5; made++) {
            createPublished(manager);
        }

        assertThat(managers.sync()).isFalse();
        assertThat(persons.sync()).isFalse();
        assertThat(managers.events()).hasSize(5).isEqualTo(managers.whole());
        assertThat(persons.events()).hasSize(5).isEqualTo(persons.whole());
        createPublished(manager);
        assertThat(managers.sync()).isTrue();
        assertThat(persons.sync()).isTrue();
        assertThat(persons.events()).hasSize(6).isEqualTo(persons.whole());
    }

    @Test
    void aDeltaThatGrowsTooLargeBetweenPagesBeginsAnew() {
        String timestamp = manager.get(EVENTS).body().path("serverTimestamp").textValue();
        create(manager, Bodies.event());
        create(manager, Bodies.event());
        Answer first = manager.get(EVENTS + "?limit=1&lastSync=" + timestamp).expect(200);
        assertThat(first.body().path("deltaSync").booleanValue()).isTrue();
        create(manager, Bodies.event());
        create(manager, Bodies.event());

        Answer next = manager.get(EVENTS + "?limit=1&cursor="
                        + first.body().path("nextCursor").textValue())
                .expect(200);
        assertThat(next.body().path("deltaSync").booleanValue()).isFalse();
        assertThat(next.ids()).isEqualTo(manager.get(EVENTS + "?limit=1").ids());
        assertThat(next.body().path("serverTimestamp").textValue())
                .isNotEqualTo(first.body().path("serverTimestamp").textValue());
    }
}
