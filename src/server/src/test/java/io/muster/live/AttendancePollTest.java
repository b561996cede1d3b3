package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.live.step.LiveLoop;
import io.muster.store.Attendances;
import io.muster.store.DatabaseClock;
import io.muster.store.read.EventReads;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes on one database tell what is noted of attendance, whichever process wrote it. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class AttendancePollTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Attendances attendances;

    @Inject
    EventReads events;

    @Inject
    DatabaseClock clock;

    @Inject
    Vertx vertx;

    private final Event event = Made.event(Role.of("Server", 3));
    private List<Process> processes = List.of();

    /** A process's listeners, who want to know of one event. */
    private final class Process implements AttendanceFeed {
        private final List<Attendances.Noted> told = new CopyOnWriteArrayList<>();
        private final AttendancePoll poll;
        private volatile boolean heard = true;

        private Process() {
            poll = new AttendancePoll(attendances, events, clock, this, new LiveLoop(vertx));
        }

        @Override
        public boolean isHeard() {
            return heard;
        }

        @Override
        public boolean isHeardBy(String userKey) {
            return true;
        }

        @Override
        public void noted(Attendances.Noted noted, Optional<Event> seen) {
            if (noted.eventId().equals(event.id())) {
                told.add(noted);
            }
        }

        private List<String> people() {
            return told.stream().map(Attendances.Noted::userKey).toList();
        }
    }

    @BeforeEach
    void start() {
        processes = List.of(new Process(), new Process());
        processes.forEach(process -> process.poll.begin(new StartupEvent()));
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.poll.end(new ShutdownEvent()));
    }

    private void note(String userKey, Attendance.State state) {
        attendances
                .note(event, userKey, new Attendance(state, Instant.parse("2026-12-20T18:00:00Z")), "oidc:boss")
                .await()
                .atMost(PATIENCE);
    }

    private void awaitTold(String userKey) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processes)
                        .allSatisfy(process -> assertThat(process.people()).contains(userKey)));
    }

    @Test
    void eachProcessTellsItOnce() {
        note("oidc:a", Attendance.State.ARRIVED);
        note("oidc:b", Attendance.State.ABSENT);
        awaitTold("oidc:b");
        attendances.takeBack(event, "oidc:a", "oidc:boss").await().atMost(PATIENCE);
        // By the time that the last one is told all before it have been looked at again several times.
        for (String later : List.of("oidc:c", "oidc:d", "oidc:e")) {
            note(later, Attendance.State.LEFT);
            awaitTold(later);
        }

        assertThat(processes).allSatisfy(process -> {
            assertThat(process.people())
                    .containsExactlyInAnyOrder("oidc:a", "oidc:b", "oidc:a", "oidc:c", "oidc:d", "oidc:e");
            assertThat(process.told)
                    .filteredOn(noted -> noted.userKey().equals("oidc:a"))
                    .extracting(noted -> noted.attendance().map(Attendance::state))
                    .containsExactly(Optional.of(Attendance.State.ARRIVED), Optional.empty());
        });
    }

    @Test
    void aProcessWithoutListenersTellsNothingAndGoesOnWithTheNextOne() {
        Process alone = processes.get(0);
        note("oidc:a", Attendance.State.ARRIVED);
        awaitTold("oidc:a");
        alone.heard = false;
        note("oidc:b", Attendance.State.ARRIVED);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processes.get(1).people()).contains("oidc:b"));
        assertThat(alone.people()).containsExactly("oidc:a");
        alone.heard = true;
        note("oidc:c", Attendance.State.ARRIVED);

        awaitTold("oidc:c");
    }
}
