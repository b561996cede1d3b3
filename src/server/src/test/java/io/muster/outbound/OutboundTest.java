package io.muster.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.muster.api.event.HttpTest;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import io.muster.store.outbound.OutboundLine.Recorded;
import io.muster.store.outbound.OutboundLog;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is recorded and what is due gets a number, once and in order (docs/design.md#outbound). */
@QuarkusTest
@TestProfile(WithOutbound.class)
@Tag("service")
@Tag("slow")
class OutboundTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String firm = fresh("m");
    private final Client manager = manager(firm);

    @Inject
    OutboundLog log;

    @Inject
    DueList due;

    private List<OutboundLine> lines() {
        return log.after(firm, 0, 1_000).await().atMost(PATIENCE);
    }

    private List<OutboundLine> lines(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> lines().size() >= count);
        return lines();
    }

    @Test
    void whatIsRecordedIsNumberedInOrder() {
        String event = createPublished(manager);
        for (int i = 0; i < 5; i++) {
            accept(staff(fresh("p"), firm), event, "Server").expect(200);
        }

        List<OutboundLine> lines = lines(6);

        assertThat(lines).extracting(OutboundLine::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(lines)
                .extracting(line -> ((Recorded) line.what()).entry().version())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(log.after(firm, 4, 1).await().atMost(PATIENCE))
                .extracting(OutboundLine::seq)
                .containsExactly(5L);
        assertThat(log.last(firm).await().atMost(PATIENCE)).isEqualTo(6);
        assertThat(log.last("nobody").await().atMost(PATIENCE)).isZero();
    }

    @Test
    void whatIsDueIsNumberedOnce() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Due note = new Due(firm, Optional.of(new ObjectId()), Occasion.NOTICE, now, Map.of("text", "Trae paraguas"));
        due.add(firm, note).await().atMost(PATIENCE);

        assertThat(lines(1)).extracting(OutboundLine::what).containsExactly(note);

        due.add(firm, note).await().atMost(PATIENCE);
        Due next = new Due(firm + "-2", Optional.empty(), Occasion.HOOK_FAILING, now, Map.of());
        due.add(firm, next).await().atMost(PATIENCE);
        assertThat(lines(2)).extracting(OutboundLine::what).containsExactly(note, next);
    }

    @Test
    void whatIsAheadIsSaidInItsTime() {
        Instant opens = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        String event = create(manager, Bodies.published().put("opens_at", opens.toString()))
                .id();

        Awaitility.await().atMost(PATIENCE).until(() -> lines().stream().anyMatch(line -> line.what() instanceof Due));

        Due opened = (Due) lines().stream()
                .map(OutboundLine::what)
                .filter(Due.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(opened.occasion()).isEqualTo(Occasion.OPENED);
        assertThat(opened.at()).isEqualTo(opens);
        assertThat(opened.about()).contains(new ObjectId(event));
        assertThat(Instant.now()).isAfterOrEqualTo(opens);
    }

    /** It stands in no journal: that there is something to read is said. */
    @Test
    void attendanceIsSaid() {
        String event = create(
                        manager,
                        Bodies.published()
                                .put("date", LocalDate.now(ZoneOffset.UTC).toString()))
                .id();
        String sub = fresh("p");
        accept(staff(sub, firm), event, "Server").expect(200);
        manager.put(
                        path(event) + "/staff/oidc:" + sub + "/attendance",
                        Bodies.object().put("state", "arrived"))
                .expect(200);

        List<OutboundLine> lines = lines(3);

        Due noted = (Due) lines.stream()
                .map(OutboundLine::what)
                .filter(Due.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(noted.occasion()).isEqualTo(Occasion.ATTENDANCE);
        assertThat(noted.about()).contains(new ObjectId(event));
    }
}
