package io.muster.store.read;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.muster.event.Audience;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.testing.database.FindRecorder;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** A crowd that asks what changed is a few reads, and each gets what makes the own last list the own list of now. */
class SharedDeltasTest {
    private static final int EVENTS = 30;
    private static final int CHANGES = 12;
    private static final int PEOPLE = 8;
    private static final int QUESTIONS = 150;
    private static final int MOST = 1_000;
    private static final Instant NOW = Made.NOW.plus(Duration.ofHours(1));

    private final ReadDatabase database = new ReadDatabase();
    private final Map<ObjectId, List<Event>> histories = new HashMap<>();

    @AfterEach
    void close() {
        database.close();
    }

    private record Question(Listing listing, Caller person, Instant since) {
        Uni<Delta> to(ReadsByHand.Reads reads) {
            return reads.deltas
                    .ofStaff(listing, person, ListFilter.ALL, since, NOW, MOST)
                    .map(Optional::orElseThrow);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachGetsWhatMakesTheLastListTheListOfNow(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, EVENTS).forEach(i -> happens(random));
        List<Instant> times = histories.values().stream()
                .flatMap(List::stream)
                .map(Event::updatedAt)
                .distinct()
                .toList();
        List<Question> questions = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> new Question(
                        Listing.values()[random.nextInt(Listing.values().length)],
                        reader(random),
                        times.get(random.nextInt(times.size()))))
                .toList();
        ReadsByHand.Reads reads = database.process(Map.of());

        List<Delta> deltas = Uni.join()
                .all(questions.stream().map(it -> it.to(reads)).toList())
                .andFailFast()
                .await()
                .indefinitely();

        int listed = 0;
        int removed = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = questions.get(i);
            Delta delta = deltas.get(i);
            Map<ObjectId, Event> list = listed(question, question.since, true);
            assertThat(seenSince(question)).as("seed %d: %s", seed, question).containsAll(delta.removed());
            removed += delta.removed().size();
            list.keySet().removeAll(delta.removed());
            delta.events().forEach(it -> list.put(it.event().id(), it.event()));
            Map<ObjectId, Event> expected = listed(question, NOW, false);
            listed += expected.size();

            assertThat(versions(list)).as("seed %d: %s", seed, question).isEqualTo(versions(expected));
            list.forEach((id, event) -> assertThat(event.currentEntry(question.person.userKey()))
                    .isEqualTo(requireNonNull(expected.get(id)).currentEntry(question.person.userKey())));
        }
        assertThat(listed).isGreaterThan(QUESTIONS);
        assertThat(removed).isGreaterThan(QUESTIONS);
    }

    /** The event's versions and the lines of the journal between them; the last version is stored. */
    private void happens(Random random) {
        Event event = Made.event(
                random.nextInt(5) == 0 ? EventStatus.DRAFT : EventStatus.PUBLISHED,
                audience(random),
                Role.of("Server", 2));
        if (random.nextInt(3) == 0) {
            event = Made.with(event, EventField.DATE, LocalDate.ofInstant(NOW, ZoneOffset.UTC));
            event = Made.with(event, EventField.START_TIME, LocalTime.of(8, 0));
            event = Made.with(event, EventField.END_TIME, LocalTime.of(12, 30));
        }
        List<Event> versions = new ArrayList<>(List.of(event));
        histories.put(event.id(), versions);
        database.record(Made.firstLine(event));
        for (int i = random.nextInt(CHANGES); i > 0; i--) {
            Plan plan = Made.plan(versions.get(versions.size() - 1), command(random));
            plan.entries().forEach(database::record);
            if (!plan.recordsNothing()) {
                versions.add(plan.after());
            }
        }
        database.put(versions.get(versions.size() - 1));
    }

    private static KeyedCommand command(Random random) {
        String person = person(random);
        return switch (random.nextInt(9)) {
            case 0, 1 -> Made.accept(person, "Server");
            case 2 -> Made.decline(person);
            case 3 -> Made.publishTo(audience(random));
            case 4 -> Made.barring(person, person(random));
            case 5 -> Made.barring();
            case 6 -> Made.field(EventField.NOTES, Optional.of("notes " + random.nextInt()));
            case 7 -> Made.remove(person, random.nextBoolean());
            default ->
                Made.move(Command.Transition.Move.values()[random.nextInt(Command.Transition.Move.values().length)]);
        };
    }

    private static Audience audience(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Audience(List.of(), List.of("t-" + random.nextInt(3)));
            case 1 -> new Audience(List.of("oidc:nobody", person(random), person(random)), List.of());
            case 2 -> new Audience(List.of(person(random)), List.of("t-" + random.nextInt(3)));
            default -> Audience.EVERYONE;
        };
    }

    private static String person(Random random) {
        return "oidc:p" + random.nextInt(PEOPLE);
    }

    /** Now and then of another firm. */
    private static Caller reader(Random random) {
        return Made.person(
                person(random),
                random.nextBoolean() ? Set.of() : Set.of("t-" + random.nextInt(3)),
                random.nextInt(6) == 0 ? "m-2" : Made.MANAGER);
    }

    /** The versions in the person's list at a time; of that time, or the last ones. */
    private Map<ObjectId, Event> listed(Question question, Instant at, boolean ofThen) {
        Map<ObjectId, Event> listed = new HashMap<>();
        for (List<Event> versions : histories.values()) {
            versions.stream()
                    .filter(it -> !ofThen || it.updatedAt().isBefore(at))
                    .reduce((one, next) -> next)
                    .filter(it -> question.listing.lists(StoredEvent.of(it), question.person, ListFilter.ALL, at))
                    .ifPresent(it -> listed.put(it.id(), it));
        }
        return listed;
    }

    /** What the person could see in some version that is not older than the last list, being barred from it apart. */
    private Set<ObjectId> seenSince(Question question) {
        return histories.entrySet().stream()
                .filter(history -> {
                    List<Event> versions = history.getValue();
                    int then = (int) versions.stream()
                            .filter(it -> it.updatedAt().isBefore(question.since))
                            .count();
                    return versions.subList(Math.max(0, then - 1), versions.size()).stream()
                            .anyMatch(it -> it.visibleTo(question.person)
                                    || (it.status() != EventStatus.DRAFT
                                            && question.person.worksFor(it.managerId())
                                            && it.audience().includes(question.person)));
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<ObjectId, Long> versions(Map<ObjectId, Event> events) {
        return events.values().stream().collect(Collectors.toMap(Event::id, Event::version));
    }

    @Test
    void aCrowdIsAFewReads() {
        Random random = new Random(7);
        IntStream.range(0, EVENTS).forEach(i -> happens(random));
        ReadsByHand.Reads reads = database.process(Map.of());
        List<Question> questions = IntStream.range(0, 500)
                .mapToObj(i -> new Question(
                        Listing.AVAILABLE,
                        Made.person("oidc:p" + i, new TreeSet<>(Set.of("t-0")), Made.MANAGER),
                        Made.NOW.minusSeconds(i % 60)))
                .toList();

        FindRecorder.start();
        Uni.join()
                .all(questions.stream().map(it -> it.to(reads)).toList())
                .andFailFast()
                .await()
                .indefinitely();
        FindRecorder.stop();

        assertThat(FindRecorder.commands().stream().filter(it -> it.equals("find") || it.equals("aggregate")))
                .hasSizeBetween(4, 30);
    }
}
