package io.muster.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.muster.event.Event;
import io.muster.event.Made;
import io.muster.event.Plan;
import io.muster.event.Request;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import io.muster.testing.TestDatabase;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.muster.event.Made.accept;
import static io.muster.event.Made.decline;
import static io.muster.event.Made.roles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the stream tells while nothing goes wrong. */
class JournalStreamTest {
    private final Journal journal = new Journal();
    private final StreamProcess process = new StreamProcess(TestDatabase.uri(), journal.name);

    @AfterEach
    void close() {
        process.close();
        journal.close();
    }

    private static List<Long> upTo(long version) {
        return LongStream.rangeClosed(1, version).boxed().toList();
    }

    @Test
    void tellsAllOfTwoWritersInTheOrderOfEachEvent() throws Exception {
        process.ready();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Event>> written = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                int one = writer;
                written.add(writers.submit(() -> writeBatches(one)));
            }
            for (Future<Event> future : written) {
                Event event = future.get();
                await().until(() -> process.feed.versions(event.id()).size() >= event.version());
                assertThat(process.feed.versions(event.id())).isEqualTo(upTo(event.version()));
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(process.feed.steps).extracting(Step::position).isSorted().doesNotHaveDuplicates();
        assertThat(process.feed.began).hasSize(1);
        assertThat(process.feed.steps.get(0).position()).isGreaterThan(process.feed.began.get(0));
    }

    private Event writeBatches(int writer) {
        Event event = journal.write(Made.event(Role.of("Server", 1_000)));
        for (int batch = 0; batch < 20; batch++) {
            String person = writer + "-" + batch;
            event = journal.write(event, accept(person + "a", "Server"), decline(person + "b"), decline(person + "a"));
        }
        return event;
    }

    @Test
    void toldOfWhatWasRecordedBeforeItWasThere() {
        Event event = journal.write(Made.event(Role.of("Server", 2)));
        event = journal.write(event, accept("a", "Server"));

        process.ready();

        assertThat(process.feed.versions(event.id())).containsExactly(1L, 2L);
        assertThat(process.feed.began.get(0))
                .isLessThan(process.feed.steps.get(0).position());
    }

    @Test
    void aStepSaysWhatWasBeforeItAndWhatIsAfterIt() {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 2)));
        Event after = journal.write(made, accept("a", "Server"), roles(Role.of("Server", 3)), decline("a"));
        await().until(() -> process.feed.versions(made.id()).size() == 4);

        List<Step> steps = process.feed.of(made.id());
        assertThat(steps.get(0).headBefore()).isEmpty();
        assertThat(steps.get(0).head()).isEqualTo(made);
        assertThat(steps.get(0).lists()).isEmpty();
        assertThat(steps.get(1).headBefore()).contains(made);
        assertThat(steps.get(1).head()).isSameAs(steps.get(0).head());
        assertThat(steps.get(1).standingBefore()).isEmpty();
        assertThat(steps.get(1).lists()).isEmpty();
        assertThat(steps.get(2).head().roles()).containsExactly(Role.of("Server", 3));
        assertThat(steps.get(2).headBefore().orElseThrow().roles()).isEqualTo(made.roles());
        assertThat(steps.get(2).lists()).isEmpty();
        assertThat(steps.get(3).standingBefore()).isEqualTo(steps.get(1).standingAfter());
        assertThat(steps.get(3).lists().orElseThrow().declined())
                .extracting(Step.Named::entry)
                .isEqualTo(List.copyOf(after.declined()));
        assertThat(steps).extracting(step -> step.line().place()).containsExactly(1, 1, 2, 3);
    }

    @Test
    void listsOfManyAreLeftOut() {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 100)));
        Event fifty = journal.write(
                made,
                IntStream.range(0, 50).mapToObj(i -> accept("p" + i, "Server")).toArray(Request[]::new));
        journal.write(fifty, accept("one-more", "Server"));
        await().until(() -> process.feed.versions(made.id()).size() == 52);

        List<Step> steps = process.feed.of(made.id());
        assertThat(steps.get(50).lists().orElseThrow().accepted()).hasSize(50);
        assertThat(steps.get(51).lists()).isEmpty();
    }

    @Test
    void namesAreReadOncePerDelivery() {
        journal.database
                .getCollection("people")
                .insertMany(List.of(
                        new Document("_id", "a").append("name", "Ada"), new Document("_id", "b").append("name", "Bo")));
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 5)));
        Event one = journal.write(made, accept("a", "Server"));
        await().until(() -> process.feed.versions(made.id()).size() == 2);
        int before = reads("people").size();
        journal.write(one, accept("b", "Server"), decline("stranger"));
        await().until(() -> process.feed.versions(made.id()).size() == 4);

        assertThat(reads("people")).hasSize(before + 1);
        List<Step> steps = process.feed.of(made.id());
        assertThat(steps.get(2).profile()).isEqualTo(named("Bo"));
        assertThat(steps.get(3).profile()).isEqualTo(Profile.UNKNOWN);
        assertThat(steps.get(3).lists().orElseThrow().accepted())
                .extracting(Step.Named::profile)
                .containsExactly(named("Ada"), named("Bo"));
    }

    private static Profile named(String name) {
        return new Profile(Optional.of(name), Optional.empty(), Optional.empty());
    }

    private List<BsonDocument> reads(String collection) {
        return process.reading.all("find").stream()
                .filter(find -> find.getString("find").getValue().equals(collection))
                .toList();
    }

    @Test
    void anEventItDoesNotKnowIsReadOnceAndOneItSawBeginIsNot() throws Exception {
        Event old = journal.write(Made.event(Role.of("Server", 9)));
        old = journal.write(old, accept("a", "Server"), accept("b", "Server"));
        StreamProcess later =
                new StreamProcess(TestDatabase.uri(), TestDatabase.uri(), journal.name, Map.of("ring-age", "0s"));
        try {
            awaitAnotherSecond();
            journal.writeElsewhere();
            later.ready();
            assertThat(later.feed.steps).isEmpty();

            Event fresh = journal.write(Made.event(Role.of("Server", 9)));
            journal.write(fresh, accept("a", "Server"));
            Event next = journal.write(old, decline("a"));
            journal.write(next, accept("c", "Server"));
            Event known = old;
            await().until(() -> later.feed.steps.size() == 4);

            assertThat(later.feed.versions(known.id())).containsExactly(4L, 5L);
            assertThat(later.feed.of(known.id()).get(0).standingBefore().map(StaffEntry::version))
                    .contains(2L);
            assertThat(later.reading.all("find").stream()
                            .filter(find -> find.getString("find").getValue().equals("journal")))
                    .hasSize(1);
            later.onLoop(
                    () -> assertThat(later.events.of(known.id()).orElseThrow().accepted())
                            .extracting(StaffEntry::userKey)
                            .containsExactly("b", "c"));
        } finally {
            later.close();
        }
    }

    /** Streams begin with whole seconds of the past. */
    private static void awaitAnotherSecond() {
        long second = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > second);
    }

    @Test
    void whatWasAbortedNeverShows() {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 2)));
        Plan aborted = Made.plan(made, accept("a", "Server"));
        journal.abort(aborted.entries());
        Event other = journal.write(Made.event(Role.of("Server", 2)));
        await().until(() -> !process.feed.of(other.id()).isEmpty());

        assertThat(process.feed.versions(made.id())).containsExactly(1L);
    }

    @Test
    void aBrokenJournalIsReportedAndOthersGoOn() {
        process.ready();
        Event lame = Made.event(Role.of("Server", 2));
        journal.commit(Made.plan(lame, accept("a", "Server")).entries());
        Event sound = journal.write(Made.event(Role.of("Server", 2)));
        journal.write(sound, accept("a", "Server"));
        Event strange = journal.write(Made.event(Role.of("Server", 2)));
        journal.documents()
                .insertOne(journal.documents()
                        .find(new Document("_id.e", strange.id()))
                        .map(line -> new Document(line)
                                .append("_id", new Document("e", strange.id()).append("v", 2L))
                                .append("kind", "teleported"))
                        .first());
        journal.write(Made.event(Role.of("Last", 1)));
        await().until(() -> process.feed.gaps.size() == 2 && process.feed.steps.size() == 4);

        assertThat(process.feed.versions(sound.id())).containsExactly(1L, 2L);
        assertThat(process.feed.versions(strange.id())).containsExactly(1L);
        assertThat(process.feed.gaps).extracting(RecordingFeed.Gap::eventId).containsExactly(lame.id(), strange.id());
        assertThat(process.feed.gaps).extracting(RecordingFeed.Gap::managerId).containsOnly(Made.MANAGER);
        assertThat(process.registry.get("muster.stream.gaps").counter().count()).isEqualTo(2);
        assertThat(process.feed.began).hasSize(1);
    }

    @Test
    void moreOfABrokenEventIsReportedAgainAndReadNoMore() {
        process.ready();
        Event lame = Made.event(Role.of("Server", 2));
        Plan first = Made.plan(lame, accept("a", "Server"));
        journal.commit(first.entries());
        await().until(() -> process.feed.gaps.size() == 1);
        int reads = reads("journal").size();
        journal.commit(Made.plan(first.after(), decline("a")).entries());
        await().until(() -> process.feed.gaps.size() == 2);

        assertThat(reads("journal")).hasSize(reads);
        assertThat(process.feed.steps).isEmpty();
    }

    @Test
    void anEventThatIsForgottenIsReadAgain() throws Exception {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 2)));
        await().until(() -> process.feed.steps.size() == 1);
        process.onLoop(() -> {
            process.events.forget(made.id());
            assertThat(process.events.of(made.id())).isEmpty();
        });
        journal.write(made, accept("a", "Server"));
        await().until(() -> process.feed.steps.size() == 2);

        assertThat(process.feed.steps.get(1).headBefore()).contains(made);
        assertThat(reads("journal")).hasSize(1);
    }

    @Test
    void goesOnWithTheDatabasesTimeWhileNothingHappens() {
        process.ready();
        await().until(() -> !process.feed.advances.isEmpty());
        StreamPosition before = last().position();
        journal.writeElsewhere();
        await().until(() -> last().position().compareTo(before) > 0);

        assertThat(process.feed.steps).isEmpty();
        assertThat(process.feed.advances)
                .extracting(RecordingFeed.Advance::position)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(last().at())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    private RecordingFeed.Advance last() {
        return process.feed.advances.get(process.feed.advances.size() - 1);
    }

    @Test
    void waitsForTheJournalToBeMade() {
        journal.database.getCollection("journal").drop();
        process.started();
        await().until(() -> process.restarts(StreamTrouble.MISSING) >= 2);
        assertThat(process.health.isReady()).isFalse();
        assertThat(process.feed.began).isEmpty();

        journal.make();

        await().until(process.health::isReady);
        Event made = journal.write(Made.event(Role.of("Server", 2)));
        await().until(() -> process.feed.versions(made.id()).equals(List.of(1L)));
    }
}
