package io.muster.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.live.step.LiveLoop;
import io.muster.store.Attendances;
import io.muster.store.Attendances.Noted;
import io.muster.store.DatabaseClock;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Looks each second for what was noted of people's attendance, in whatever process, while there is anybody to tell. Attendance is
 * in no journal, so the change stream does not have it.
 */
@Singleton
final class AttendancePoll {
    private static final Logger LOG = Logger.getLogger(AttendancePoll.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LIMIT = 1_000;

    private final Attendances attendances;
    private final EventReads events;
    private final DatabaseClock clock;
    private final AttendanceFeed feed;
    private final LiveLoop loop;
    private Optional<AttendanceWatch> watch = Optional.empty();
    private volatile boolean stopped;

    AttendancePoll(
            Attendances attendances, EventReads events, DatabaseClock clock, AttendanceFeed feed, LiveLoop loop) {
        this.attendances = attendances;
        this.events = events;
        this.clock = clock;
        this.feed = feed;
        this.loop = loop;
    }

    /** After everything that can end the start. */
    void begin(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        loop.execute(() -> Uni.createFrom()
                .deferred(this::look)
                .onFailure()
                .invoke(failure -> LOG.debug("event=attendance outcome=unread", failure))
                .onFailure()
                .recoverWithItem(false)
                .onItem()
                .delayIt()
                .by(EVERY)
                .emitOn(loop)
                .repeat()
                .until(done -> stopped)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("event=attendance outcome=failed", failure)));
    }

    void end(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** What could not be read or told this time is looked for again the next time. */
    private Uni<Boolean> look() {
        if (!feed.isHeard()) {
            watch = Optional.empty();
            return Uni.createFrom().item(false);
        }
        return watching()
                .chain(begun -> attendances
                        .since(begun.from(), LIMIT)
                        .emitOn(loop)
                        .chain(read -> send(begun.news(read)).map(done -> {
                            begun.sent(read);
                            return true;
                        })));
    }

    private Uni<Boolean> send(List<Noted> news) {
        return seen(news).emitOn(loop).map(seen -> {
            news.forEach(noted -> feed.noted(noted, Optional.ofNullable(seen.get(noted.eventId()))));
            return true;
        });
    }

    private Uni<AttendanceWatch> watching() {
        return watch.map(begun -> Uni.createFrom().item(begun))
                .orElseGet(() -> clock.now().emitOn(loop).map(now -> {
                    AttendanceWatch begun = new AttendanceWatch(now, LIMIT);
                    watch = Optional.of(begun);
                    return begun;
                }));
    }

    /** The events of those who listen themselves, as they are now; who sees them is not known otherwise. */
    private Uni<Map<ObjectId, Event>> seen(List<Noted> news) {
        List<ObjectId> needed = news.stream()
                .filter(noted -> feed.isHeardBy(noted.userKey()))
                .map(Noted::eventId)
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(needed)
                .onItem()
                .transformToUniAndConcatenate(events::whole)
                .collect()
                .in(HashMap::new, AttendancePoll::put);
    }

    private static void put(Map<ObjectId, Event> found, Optional<StoredEvent> stored) {
        stored.map(StoredEvent::event).ifPresent(event -> found.put(event.id(), event));
    }
}
