package io.muster.live.stream;

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
import io.muster.event.KeyedCommand;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Profile;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.store.JournalDocuments;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.TestDatabase;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.roles;
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
        assertThat(steps.get(1).responseBefore()).isEmpty();
        assertThat(steps.get(1).lists()).isEmpty();
        assertThat(steps.get(2).head().roles()).containsExactly(Role.of("Server", 3));
        assertThat(steps.get(2).headBefore().orElseThrow().roles()).isEqualTo(made.roles());
        assertThat(steps.get(2).lists()).isEmpty();
        assertThat(steps.get(3).responseBefore()).isEqualTo(steps.get(1).responseAfter());
        assertThat(steps.get(3).lists().orElseThrow().list(Response.DECLINE))
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
                IntStream.range(0, 50).mapToObj(i -> accept("p" + i, "Server")).toArray(KeyedCommand[]::new));
        journal.write(fifty, accept("one-more", "Server"));
        await().until(() -> process.feed.versions(made.id()).size() == 52);

        List<Step> steps = process.feed.of(made.id());
        assertThat(steps.get(50).lists().orElseThrow().list(Response.ACCEPT)).hasSize(50);
        assertThat(steps.get(51).lists()).isEmpty();
    }

    /** A reply has at most 500 lines. */
    @Test
    void aBatchOfSeveralRepliesIsToldAtOnce() {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 2_000)));
        await().until(() -> process.feed.versions(made.id()).size() == 1);

        Event after = journal.write(
                made,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> accept("p" + i, "Server"))
                        .toArray(KeyedCommand[]::new));

        await().until(() -> process.feed.versions(made.id()).size() == 1_201);
        assertThat(process.feed.deliveries)
                .last()
                .isEqualTo(LongStream.rangeClosed(2, after.version()).boxed().toList());
        await().untilAsserted(() -> assertThat(process.feed.advances)
                .last()
                .extracting(RecordingFeed.Advance::position)
                .matches(position -> process.feed.steps.get(1_200).position().compareTo(position) <= 0));
    }

    /** The reader waits for a reply while this is set up, so that it is the next but one that fails. */
    @Test
    void aStreamThatBreaksInMidBatchTellsItOnceAndWhole() {
        process.ready();
        Event made = journal.write(Made.event(Role.of("Server", 2_000)));
        await().until(() -> process.feed.versions(made.id()).size() == 1);
        Plan plan = Made.plan(
                made,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> accept("p" + i, "Server"))
                        .toArray(KeyedCommand[]::new));

        journal.failNext(1, "getMore", new Document("errorCode", 91));
        journal.commit(plan.entries());

        await().until(() -> process.feed.versions(made.id()).size() >= 1_201);
        assertThat(process.feed.versions(made.id())).isEqualTo(upTo(1_201));
        assertThat(process.feed.deliveries)
                .last()
                .isEqualTo(LongStream.rangeClosed(2, 1_201).boxed().toList());
        assertThat(process.feed.began).hasSize(1);
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
        assertThat(steps.get(3).lists().orElseThrow().list(Response.ACCEPT))
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
            assertThat(later.feed.of(known.id()).get(0).responseBefore().map(StaffEntry::version))
                    .contains(2L);
            assertThat(later.reading.all("find").stream()
                            .filter(find -> find.getString("find").getValue().equals("journal")))
                    .hasSize(1);
            later.onLoop(
                    () -> assertThat(later.events.of(known.id()).orElseThrow().people(Response.ACCEPT))
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

    /** An event of so many manager's changes, which has been quiet for longer than the stream looks back. */
    private Event longAndQuiet(Event made, int edits) {
        Event event = journal.write(made);
        for (int i = 0; i < edits; i++) {
            event = journal.write(event, roles(Role.of("Server", 3 + i % 2)));
        }
        return event;
    }

    @Test
    void anEventWithALongJournalCostsItsDocumentAndTheLatestLines() {
        Event event = longAndQuiet(Made.event(Role.of("Server", 2)), 3 * StreamProcess.MOST_LINES);
        event = journal.write(event, accept("a", "Server"), accept("b", "Server"));
        awaitAnotherSecond();
        journal.writeElsewhere();
        StreamProcess later = withoutThePast();
        try {
            later.ready();
            Plan plan = Made.plan(event, decline("a"), accept("c", "Server"));
            // Stored is what came of all of them, whatever the stream has come to.
            journal.store(plan.after());
            journal.commit(plan.entries());
            awaitVersions(later, event.id(), event.version() + 1, event.version() + 2);

            Step declined = later.feed.of(event.id()).get(0);
            assertThat(declined.responseBefore().map(StaffEntry::response)).contains(Response.ACCEPT);
            assertThat(declined.head().roles()).isEqualTo(event.roles());
            assertThat(later.feed.of(event.id()).get(1).lists().orElseThrow().list(Response.ACCEPT))
                    .extracting(person -> person.entry().userKey())
                    .containsExactly("b", "c");
            assertThat(later.feed.gaps).isEmpty();
            long known = event.version();
            assertThat(later.reading.all("find").stream()
                            .filter(find -> find.getString("find").getValue().equals("journal"))
                            .map(find -> find.getDocument("filter").toJson()))
                    .hasSize(2)
                    .anySatisfy(filter -> assertThat(filter).contains("\"$gt\": {\"e\"", "\"v\": " + (known - 1)));
        } finally {
            later.close();
        }
    }

    @Test
    void whatLiesTooFarBackIsAGapAndTheEventGoesOnFromThere() {
        Event event = longAndQuiet(Made.event(Role.of("Server", 2)), StreamProcess.MOST_LINES + 1);
        awaitAnotherSecond();
        journal.writeElsewhere();
        StreamProcess later = withoutThePast();
        try {
            later.ready();
            Event next = event;
            List<JournalEntry> lines = new ArrayList<>();
            for (int i = 0; i < StreamProcess.MOST_LINES + 2; i++) {
                Plan plan = Made.plan(next, roles(Role.of("Server", 9 + i % 2)));
                lines.addAll(plan.entries());
                next = plan.after();
            }
            journal.store(next);
            journal.commit(lines);
            await().until(() -> !later.feed.gaps.isEmpty());
            Event last = journal.write(next, accept("a", "Server"));
            await().until(() -> later.feed.versions(event.id()).contains(last.version()));

            assertThat(later.feed.gaps).extracting(RecordingFeed.Gap::eventId).containsOnly(event.id());
            assertThat(later.feed.began).hasSize(1);
        } finally {
            later.close();
        }
    }

    @Test
    void anEventThatCannotBeReadInTimeIsAGapAndOthersGoOn() {
        Event slow = journal.write(Made.event(Role.of("Server", 2)));
        Event other = journal.write(Made.event(Role.of("Server", 2)));
        awaitAnotherSecond();
        journal.writeElsewhere();
        try (MongoProxy proxy = new MongoProxy(TestDatabase.uri());
                StreamProcess later =
                        new StreamProcess(TestDatabase.uri(), proxy.uri(), journal.name, Map.of("ring-age", "0s"))) {
            later.ready();
            proxy.strike("find", MongoProxy.Fault.HOLD, 1);
            journal.write(slow, accept("a", "Server"));
            await().until(() -> proxy.holding() == 1);
            journal.write(other, accept("b", "Server"));
            awaitVersions(later, other.id(), other.version() + 1);

            assertThat(proxy.holding()).as("still").isEqualTo(1);
            assertThat(later.feed.gaps).extracting(RecordingFeed.Gap::eventId).containsOnly(slow.id());
            proxy.release();
        }
    }

    private StreamProcess withoutThePast() {
        return new StreamProcess(TestDatabase.uri(), TestDatabase.uri(), journal.name, Map.of("ring-age", "0s"));
    }

    private static void awaitVersions(StreamProcess process, ObjectId eventId, Long... versions) {
        await().until(() -> process.feed.versions(eventId).size() >= versions.length);
        assertThat(process.feed.versions(eventId)).containsExactly(versions);
    }

    @Test
    void aLineThatIsNotUnderstoodCostsItselfAndTheEventGoesOn() {
        process.ready();
        Event event = journal.write(Made.event(Role.of("Server", 9)));
        Plan lost = Made.plan(event, accept("a", "Server"));
        Document strange = JournalDocuments.of(lost.entries().get(0)).append("kind", "teleported");
        Document nobodys = JournalDocuments.of(
                Made.plan(lost.after(), accept("b", "Server")).entries().get(0));
        Event after = Made.plan(lost.after(), accept("b", "Server")).after();
        journal.store(after);
        journal.documents().insertMany(List.of(strange, nobodys.append("managerId", 7)));
        await().until(() -> !process.feed.gaps.isEmpty());
        journal.write(after, decline("a"), accept("c", "Server"));
        awaitVersions(process, event.id(), 1L, 4L, 5L);

        assertThat(process.feed.gaps).extracting(RecordingFeed.Gap::managerId).containsOnly(Made.MANAGER);
        assertThat(process.feed.of(event.id()).get(1).responseBefore().map(StaffEntry::response))
                .contains(Response.ACCEPT);
        assertThat(process.restarts(StreamTrouble.UNHEARD)).isZero();
        assertThat(process.feed.began).hasSize(1);
    }

    /** Each field of a line, as something else and not there at all, each in an event of its own. */
    @Test
    void oneDamagedLineCostsItselfWhateverIsDamaged() {
        process.ready();
        List<Event> events = new ArrayList<>();
        List<Document> damaged = new ArrayList<>();
        for (String field : JournalDocuments.of(Made.plan(Made.event(Role.of("Server", 9)), accept("a", "Server"))
                        .entries()
                        .get(0))
                .keySet()) {
            for (Object instead : List.of(17, "\u0000 nothing that it may be", GONE)) {
                if (field.equals("_id")) {
                    continue;
                }
                Event made = journal.write(Made.event(Role.of("Server", 9)));
                Plan plan = Made.plan(made, accept("a", "Server"));
                Document line = JournalDocuments.of(plan.entries().get(0));
                line.put(field, instead);
                if (instead == GONE) {
                    line.remove(field);
                }
                damaged.add(line);
                events.add(plan.after());
            }
        }
        List<Event> next = new ArrayList<>();
        for (Event event : events) {
            Plan plan = Made.plan(event, accept("b", "Server"));
            journal.store(plan.after());
            next.add(plan.after());
        }
        journal.documents().insertMany(damaged);
        for (Event event : events) {
            journal.commit(Made.plan(event, accept("b", "Server")).entries());
        }
        for (Event event : next) {
            await().until(() -> process.feed.versions(event.id()).contains(3L));
            assertThat(process.feed.versions(event.id())).startsWith(1L).endsWith(3L);
            assertThat(process.feed.versions(event.id()).contains(2L)
                            || process.feed.gaps.stream()
                                    .anyMatch(gap -> gap.eventId().equals(event.id())))
                    .isTrue();
        }
        assertThat(process.feed.began).hasSize(1);
        assertThat(process.restarts(StreamTrouble.UNHEARD)).isZero();
    }

    private static final Object GONE = new Object();

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
        ResumeToken before = last().position();
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
