package io.muster.api.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.Parts;
import io.muster.api.view.EventForStaff;
import io.muster.event.Event;
import io.muster.event.SortKey;
import io.muster.identity.Caller;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;
import io.muster.store.read.RandomEvents;
import io.muster.store.read.ReadDatabase;
import io.muster.store.read.ReadsByHand;
import io.muster.store.read.Slice;
import io.muster.store.read.StoredEvent;
import io.muster.testing.database.FindRecorder;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists that are chosen from what is read for all have, byte for byte, what a search for one person and a tree of the
 * whole answer have; so nobody sees what they may not see.
 */
class SharedListsTest {
    private static final int EVENTS = 60;
    private static final int QUESTIONS = 80;
    private static final int ROUNDS = 3;

    private final ReadDatabase database = new ReadDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private record Question(Caller person, Listing listing, ListRequest request, Slice slice) {
        ListPage page() {
            return new ListPage(request, scope(), event -> EventForStaff.json(event, person));
        }

        ListScope scope() {
            return ListScope.ofStaff(listing, person, request.filter(), request.descending());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theyAreWhatASearchForOnePersonGives(long seed) {
        RandomEvents random = new RandomEvents(seed);
        ReadsByHand.Reads reads = database.process(Map.of());
        List<Event> events = new ArrayList<>(
                IntStream.range(0, EVENTS).mapToObj(i -> random.next()).toList());
        events.forEach(database::put);
        Instant now = Instant.now();
        int listed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Question> questions = IntStream.range(0, QUESTIONS)
                    .mapToObj(i -> question(random, events))
                    .toList();
            // All at once, so that they share what is read.
            List<List<StoredEvent>> answers = Uni.join()
                    .all(questions.stream()
                            .map(it -> reads.staff.listed(it.listing, it.person, it.request.filter(), now, it.slice))
                            .toList())
                    .andFailFast()
                    .await()
                    .indefinitely();
            for (int i = 0; i < QUESTIONS; i++) {
                Question question = questions.get(i);
                ListPosition position = new ListPosition(now, Optional.empty(), question.slice.after());
                List<StoredEvent> expected = reads.searched(
                                question.listing, question.person, question.request.filter(), now, question.slice)
                        .await()
                        .indefinitely();
                listed += expected.size();

                assertThat(Parts.text(
                                question.page().whole(position, answers.get(i)).body()))
                        .as("seed %d round %d: %s", seed, round, question)
                        .isEqualTo(formerly(question, position, expected));
            }
            for (int i = 0; i < EVENTS / 4; i++) {
                Event changed = random.changed(events.get(i));
                events.set(i, changed);
                database.put(changed);
            }
        }
        assertThat(listed).as("events in the lists").isGreaterThan(QUESTIONS);
    }

    private static Question question(RandomEvents random, List<Event> events) {
        Listing listing = random.listing();
        ListFilter filter = listing == Listing.SEEN ? random.filter() : ListFilter.ALL;
        Slice slice = random.slice(events);
        ListRequest request =
                new ListRequest(filter, slice.descending(), slice.limit() - 1, Optional.empty(), Optional.empty());
        return new Question(random.reader(), listing, request, slice);
    }

    /** As an answer was made when each person had a read, and a tree, of their own. */
    private static String formerly(Question question, ListPosition position, List<StoredEvent> oneMore) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        int limit = question.request.limit();
        ArrayNode listed = json.putArray("events");
        List<StoredEvent> events = oneMore.subList(0, Math.min(oneMore.size(), limit));
        events.forEach(event -> listed.add(EventForStaff.of(
                event,
                event.event().currentEntry(question.person.userKey()),
                question.person.profile(),
                event.event().opensAt(question.person))));
        json.putArray("removedIds");
        if (oneMore.size() > limit) {
            json.put(
                    "nextCursor",
                    position.cursorAfter(
                            question.scope(), SortKey.of(events.get(limit - 1).event())));
        } else {
            json.putNull("nextCursor");
        }
        json.put("serverTimestamp", position.timestamp(question.scope()));
        json.put("deltaSync", false);
        return json.toString();
    }

    @Test
    void aCrowdIsAFewReads() {
        RandomEvents random = new RandomEvents(7);
        IntStream.range(0, EVENTS).forEach(i -> database.put(random.next()));
        ReadsByHand.Reads reads = database.process(Map.of());

        assertThat(finds(reads, random.reader(), 500)).isLessThan(20);
    }

    @Test
    void beyondTheBoundsEachPersonsOwnAreRead() {
        RandomEvents random = new RandomEvents(8);
        List<Event> events = new ArrayList<>();
        IntStream.range(0, EVENTS).forEach(i -> events.add(random.next()));
        events.forEach(database::put);
        for (Map<String, String> bound : List.of(Map.of("shared-events", "2"), Map.of("shared-bytes", "2000"))) {
            ReadsByHand.Reads reads = database.process(bound);
            Slice slice = new Slice(Optional.empty(), false, 100);
            Instant now = Instant.now();
            Caller person = random.reader();
            while (searched(reads, person, now, slice).isEmpty()
                    || person.employers().named().size() != 1) {
                person = random.reader();
            }
            List<StoredEvent> listed = reads.staff
                    .listed(Listing.AVAILABLE, person, ListFilter.ALL, now, slice)
                    .await()
                    .indefinitely();

            assertThat(listed)
                    .extracting(it -> it.event().id())
                    .isEqualTo(searched(reads, person, now, slice).stream()
                            .map(it -> it.event().id())
                            .toList());
            assertThat(listed).noneMatch(StoredEvent::isKept);
            // Of what is for the person, and of what the person is on standby for.
            assertThat(finds(reads, person, 20)).as("not read in vain again").isEqualTo(2 * 20);
        }
    }

    private static List<StoredEvent> searched(ReadsByHand.Reads reads, Caller person, Instant now, Slice slice) {
        return reads.searched(Listing.AVAILABLE, person, ListFilter.ALL, now, slice)
                .await()
                .indefinitely();
    }

    /** How many searches it takes to answer so many at once. */
    private static int finds(ReadsByHand.Reads reads, Caller person, int questions) {
        FindRecorder.start();
        Uni.join()
                .all(IntStream.range(0, questions)
                        .mapToObj(i -> reads.staff.listed(
                                Listing.AVAILABLE,
                                person,
                                ListFilter.ALL,
                                Instant.now(),
                                new Slice(Optional.empty(), false, 51)))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();
        return FindRecorder.stop().size();
    }
}
