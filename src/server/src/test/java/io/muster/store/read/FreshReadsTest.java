package io.muster.store.read;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever was committed before somebody asks is in the answer, through whichever of two processes, while everybody
 * shares reads with everybody else.
 */
class FreshReadsTest {
    private static final int EVENTS = 12;
    private static final int CHANGES = 400;
    private static final int LEAST_ANSWERS = 10;
    private static final int READERS = 6;
    private static final Slice WHOLE = new Slice(Optional.empty(), false, 200);

    private final ReadDatabase database = new ReadDatabase();
    private final List<ReadsByHand.Reads> processes = List.of(database.process(Map.of()), database.process(Map.of()));

    @AfterEach
    void close() {
        database.close();
    }

    /** Every version of an event in order, and how many of them were committed. */
    private static final class History {
        private final List<Event> versions = new CopyOnWriteArrayList<>();
        private volatile int committed;

        Event last() {
            return versions.get(versions.size() - 1);
        }
    }

    /** One writer, and readers who ask all the time; a sequential model of what each of them may be told. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anAnswerIsAsNewAsItsQuestion(long seed) throws Exception {
        RandomEvents random = new RandomEvents(seed);
        Map<ObjectId, History> model = new ConcurrentHashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            Event event = random.next();
            model.put(event.id(), new History());
            commit(model, event);
        }
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService people = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> asking = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                long own = seed * READERS + i;
                asking.add(people.submit(() -> ask(own, model, over)));
            }
            List<ObjectId> ids = List.copyOf(model.keySet());
            Random which = new Random(seed);
            for (int i = 0; i < CHANGES; i++) {
                commit(
                        model,
                        random.changed(requireNonNull(model.get(ids.get(which.nextInt(EVENTS))))
                                .last()));
            }
            over.set(true);
            for (Future<Integer> one : asking) {
                one.get();
            }
        } finally {
            over.set(true);
            people.shutdownNow();
        }
    }

    private void commit(Map<ObjectId, History> model, Event event) {
        History history = requireNonNull(model.get(event.id()));
        history.versions.add(event);
        database.put(event);
        history.committed = history.versions.size();
    }

    private int ask(long seed, Map<ObjectId, History> model, AtomicBoolean over) {
        RandomEvents random = new RandomEvents(seed);
        Random which = new Random(seed);
        int answers = 0;
        while (!over.get() || answers < LEAST_ANSWERS) {
            Caller person = random.reader();
            Listing listing = Listing.values()[which.nextInt(Listing.values().length)];
            ReadsByHand.Reads process = processes.get(which.nextInt(2));
            Instant now = Instant.now();
            Map<ObjectId, Integer> before = new HashMap<>();
            model.forEach((id, history) -> before.put(id, history.committed));
            Map<ObjectId, StoredEvent> told = new HashMap<>();
            list(process, listing, person, now, which.nextBoolean())
                    .await()
                    .indefinitely()
                    .forEach(it -> told.put(it.event().id(), it));
            model.forEach((id, history) -> {
                List<Event> possible = history.versions.stream()
                        .skip(requireNonNull(before.get(id)) - 1)
                        .toList();
                assertThat(possible)
                        .as(
                                "%s of %s through a process that knows nothing of the change: told %s",
                                listing,
                                person,
                                Optional.ofNullable(told.get(id)).map(StoredEvent::event))
                        .anyMatch(event -> fits(Optional.ofNullable(told.get(id)), event, listing, person, now));
            });
            answers++;
        }
        return answers;
    }

    /** The whole list; or what changed of it since before there was anything, which is as much. */
    private static Uni<List<StoredEvent>> list(
            ReadsByHand.Reads process, Listing listing, Caller person, Instant now, boolean isDelta) {
        return isDelta
                ? process.deltas
                        .ofStaff(listing, person, ListFilter.ALL, now.minus(Duration.ofHours(3)), now, 1_000)
                        .map(delta -> delta.orElseThrow().events())
                : process.staff.listed(listing, person, ListFilter.ALL, now, WHOLE);
    }

    /** Whether the person is told of this version, or not told because of it. */
    private static boolean fits(
            Optional<StoredEvent> told, Event version, Listing listing, Caller person, Instant now) {
        boolean mayBeTold = version.visibleTo(person) && listing.holds(StoredEvent.of(version), person, now);
        return told.map(it -> mayBeTold && isShownAs(it.event(), version, person))
                .orElse(!mayBeTold);
    }

    /** Of the people in it a reader is shown nothing but the own entry. */
    private static boolean isShownAs(Event read, Event version, Caller person) {
        return read.version() == version.version()
                && read.fields().equals(version.fields())
                && read.status() == version.status()
                && read.currentEntry(person.userKey()).equals(version.currentEntry(person.userKey()));
    }

    @Test
    void onesOwnAcceptIsInTheNextListsAndInTheEventThroughAnyProcess() {
        RandomEvents random = new RandomEvents(3);
        Caller person = random.reader();
        while (person.employers().named().isEmpty()) {
            person = random.reader();
        }
        String managerId = person.employers().named().iterator().next();
        for (int i = 0; i < 20; i++) {
            Event open = open(random, managerId, person);
            database.put(open);
            for (ReadsByHand.Reads process : processes) {
                assertThat(ids(process, Listing.AVAILABLE, person)).contains(open.id());
                assertThat(ids(process, Listing.FUTURE_SHIFTS, person)).doesNotContain(open.id());
                assertThat(response(process, open, person)).isEmpty();
            }
            database.put(with(open, person, Response.ACCEPT));
            for (ReadsByHand.Reads process : processes) {
                assertThat(ids(process, Listing.FUTURE_SHIFTS, person)).contains(open.id());
                assertThat(ids(process, Listing.AVAILABLE, person)).doesNotContain(open.id());
                assertThat(response(process, open, person)).contains(Response.ACCEPT);
            }
        }
    }

    private static List<ObjectId> ids(ReadsByHand.Reads process, Listing listing, Caller person) {
        return process
                .staff
                .listed(listing, person, ListFilter.ALL, Instant.now(), WHOLE)
                .await()
                .indefinitely()
                .stream()
                .map(it -> it.event().id())
                .toList();
    }

    private static Optional<Response> response(ReadsByHand.Reads process, Event event, Caller person) {
        return process.events
                .whole(event.id())
                .await()
                .indefinitely()
                .flatMap(it -> it.event().currentEntry(person.userKey()))
                .map(StaffEntry::response);
    }

    private static Event open(RandomEvents random, String managerId, Caller person) {
        Event event = withoutPeople(random.next());
        while (!event.managerId().equals(managerId)
                || event.status() != EventStatus.PUBLISHED
                || event.isOver(Instant.now())
                || !event.visibleTo(person)) {
            event = withoutPeople(random.next());
        }
        return event;
    }

    private static Event withoutPeople(Event event) {
        return with(event, Roster.EMPTY, event.version());
    }

    private static Event with(Event event, Caller person, Response response) {
        StaffEntry entry = new StaffEntry(
                person.userKey(),
                response,
                Optional.of("Server"),
                Optional.of("server"),
                event.updatedAt(),
                event.version() + 1);
        return with(event, Roster.of(List.of(entry)), event.version() + 1);
    }

    private static Event with(Event event, Roster people, long version) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                people,
                event.audience(),
                event.barred(),
                version,
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                event.deleted());
    }
}
