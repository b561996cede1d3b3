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

    private static final Slice WHOLE = new Slice(Optional.empty(), false, 51);

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
        List<Event> events = some(random);
        int listed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            listed += compare(
                    reads,
                    IntStream.range(0, QUESTIONS)
                            .mapToObj(i -> question(random, events))
                            .toList());
            for (int i = 0; i < EVENTS / 4; i++) {
                Event changed = random.changed(events.get(i));
                events.set(i, changed);
                database.put(changed);
            }
        }
        assertThat(listed).as("events in the lists").isGreaterThan(QUESTIONS);
    }

    /** The whole of what they read at once, or with the people who ask alone, or each its own. */
    @ParameterizedTest
    @ValueSource(strings = {"4M", "20K", "1K"})
    void soTheyAreWhereManyAskForTheSamePart(String bytes) {
        RandomEvents random = new RandomEvents(5);
        ReadsByHand.Reads reads = database.process(Map.of("shared-bytes", bytes));
        List<Event> events = some(random);
        int listed = 0;
        for (Listing listing : Listing.values()) {
            for (int limit : List.of(3, 100)) {
                Slice slice = new Slice(Optional.empty(), listing.isPast() || listing == Listing.SEEN, limit);
                List<Question> questions = IntStream.range(0, QUESTIONS)
                        .mapToObj(i -> question(random.reader(), listing, ListFilter.ALL, slice))
                        .toList();
                listed += compare(reads, questions);
            }
        }
        assertThat(events).hasSize(EVENTS);
        assertThat(listed).as("events in the lists").isGreaterThan(QUESTIONS);
    }

    private List<Event> some(RandomEvents random) {
        List<Event> events = new ArrayList<>(
                IntStream.range(0, EVENTS).mapToObj(i -> random.next()).toList());
        events.forEach(database::put);
        return events;
    }

    /** All are asked at once, so that they share what is read. @return how many events were listed */
    private static int compare(ReadsByHand.Reads reads, List<Question> questions) {
        Instant now = Instant.now();
        List<List<StoredEvent>> answers = Uni.join()
                .all(questions.stream()
                        .map(it -> reads.staff.listed(it.listing, it.person, it.request.filter(), now, it.slice))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();
        int listed = 0;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            ListPosition position = new ListPosition(now, Optional.empty(), question.slice.after());
            List<StoredEvent> expected = reads.searched(
                            question.listing, question.person, question.request.filter(), now, question.slice)
                    .await()
                    .indefinitely();
            listed += expected.size();

            assertThat(Parts.text(
                            question.page().whole(position, answers.get(i)).body()))
                    .as("%s", question)
                    .isEqualTo(formerly(question, position, expected));
        }
        return listed;
    }

    private static Question question(RandomEvents random, List<Event> events) {
        Listing listing = random.listing();
        ListFilter filter = listing == Listing.SEEN ? random.filter() : ListFilter.ALL;
        return question(random.reader(), listing, filter, random.slice(events));
    }

    private static Question question(Caller person, Listing listing, ListFilter filter, Slice slice) {
        ListRequest request =
                new ListRequest(filter, slice.descending(), slice.limit() - 1, Optional.empty(), Optional.empty());
        return new Question(person, listing, request, slice);
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
        some(random);
        ReadsByHand.Reads reads = database.process(Map.of());

        for (Listing listing : Listing.values()) {
            assertThat(reads(reads, random.reader(), listing, 500))
                    .as("%s", listing)
                    .isBetween(1, 30);
        }
    }

    /** A few hundred people in each of many events are more than is read for all. */
    @Test
    void howManyPeopleAreInTheEventsDoesNotMatter() {
        List<Event> events =
                IntStream.range(0, 20).mapToObj(i -> RandomEvents.full(300)).toList();
        events.forEach(database::put);
        ReadsByHand.Reads reads = database.process(Map.of("shared-bytes", "200K"));
        Caller person = RandomEvents.worker(RandomEvents.inAll());

        int first = reads(reads, person, Listing.FUTURE_SHIFTS, 500);
        int next = reads(reads, person, Listing.FUTURE_SHIFTS, 500);

        assertThat(first).isLessThan(10);
        assertThat(next).as("not read in vain again").isLessThanOrEqualTo(3);
        assertThat(reads.staff
                        .listed(Listing.FUTURE_SHIFTS, person, ListFilter.ALL, Instant.now(), WHOLE)
                        .await()
                        .indefinitely())
                .hasSize(20)
                .allSatisfy(it -> assertThat(it.event().people().all()).hasSize(1));
    }

    @Test
    void moreEventsThanAreReadForAllAreReadByParts() {
        RandomEvents random = new RandomEvents(8);
        some(random);
        ReadsByHand.Reads reads = database.process(Map.of("shared-events", "2"));
        Caller person = random.reader();
        while (person.employers().named().size() != 1) {
            person = random.reader();
        }

        reads(reads, person, Listing.AVAILABLE, 1);
        assertThat(reads(reads, person, Listing.AVAILABLE, 500)).isBetween(2, 30);
    }

    /** How many searches it takes to answer so many at once. */
    private static int reads(ReadsByHand.Reads reads, Caller person, Listing listing, int questions) {
        FindRecorder.start();
        Uni.join()
                .all(IntStream.range(0, questions)
                        .mapToObj(i -> reads.staff.listed(listing, person, ListFilter.ALL, Instant.now(), WHOLE))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();
        FindRecorder.stop();
        return (int) FindRecorder.commands().stream()
                .filter(it -> it.equals("find") || it.equals("aggregate"))
                .count();
    }
}
