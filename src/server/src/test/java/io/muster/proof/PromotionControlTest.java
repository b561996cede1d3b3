package io.muster.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Made;
import io.muster.event.plan.Promotion;
import io.muster.history.Entry.Called;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.StoredHistory;
import io.muster.testing.database.TestDatabase;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Promotion in a transaction of its own, and promotion after the answer, against the same database and judged by the same judge as the
 * service: each must be seen to let somebody overtake. Each transaction is right by itself: it decides in one snapshot, and is
 * repeated if it meets another. In the transaction of what frees the place, the same promotion is found good.
 */
class PromotionControlTest {
    private static final Role SERVER = Made.waitlisted("Server", 3);
    private static final int WAITING = 5;
    private static final int LATE = 20;

    private final ExecutorService people = Executors.newCachedThreadPool();
    private final Collection<Called> calls = new ConcurrentLinkedQueue<>();

    /** What is certain to happen between a decline and its promotion where anything can. */
    private final CountDownLatch placesAreFree = new CountDownLatch(SERVER.count());

    private final CountDownLatch otherPeopleCame = new CountDownLatch(LATE);
    private final Event made = Made.event(SERVER);
    private MongoClient mongo;
    private MongoDatabase database;

    /** A change, and whose it is. */
    private record Step(Change change, String actor) {}

    @BeforeEach
    void fill() throws Exception {
        mongo = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestDatabase.uri()))
                .build());
        database = mongo.getDatabase(TestDatabase.freshName());
        database.getCollection("events").insertOne(EventDocuments.of(made));
        database.getCollection("journal").insertOne(JournalDocuments.of(Made.firstLine(made)));
        for (int i = 0; i < SERVER.count(); i++) {
            String person = "in" + i;
            answered(person, "accept", () -> transaction(state -> List.of(accepted(state, person))));
        }
        for (int i = 0; i < WAITING; i++) {
            String person = "waits" + i;
            answered(person, "accept", () -> transaction(state -> List.of(waits(state, person))));
        }
    }

    @AfterEach
    void drop() {
        people.shutdownNow();
        database.drop();
        mongo.close();
    }

    @Test
    void promotionInTheTransactionOfTheDeclineIsFair() throws Exception {
        run(person -> {
            answered(person, "decline", () -> transaction(state -> declinedAndPromoted(state, person)));
            placesAreFree.countDown();
        });

        judge().assertHolds(List.of(made.id().toHexString()), List.of());
        assertThat(in()).containsExactlyInAnyOrder("waits0", "waits1", "waits2");
    }

    @Test
    void promotionInATransactionOfItsOwnLetsSomebodyOvertake() throws Exception {
        run(person -> answered(person, "decline", () -> {
            long own = transaction(state -> List.of(declined(state, person)));
            placesAreFree.countDown();
            awaitOthers();
            transaction(state -> promoted(state, person, own));
            return own;
        }));

        assertOvertaking();
    }

    @Test
    void promotionAfterTheAnswerLetsSomebodyOvertake() throws Exception {
        run(person -> {
            long own = answered(person, "decline", () -> transaction(state -> List.of(declined(state, person))));
            placesAreFree.countDown();
            awaitOthers();
            transaction(state -> promoted(state, person, own));
        });

        assertOvertaking();
    }

    /** Those who are in give up, and as soon as they have others come, for whom no place should be free. */
    private void run(Attempt decline) throws Exception {
        List<Future<Void>> attempts = new ArrayList<>();
        for (int i = 0; i < SERVER.count(); i++) {
            attempts.add(start(decline, "in" + i));
        }
        for (int i = 0; i < LATE; i++) {
            attempts.add(start(this::comesLate, "late" + i));
        }
        for (Future<Void> each : attempts) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private Future<Void> start(Attempt attempt, String person) {
        return people.submit(() -> {
            attempt.by(person);
            return null;
        });
    }

    private void comesLate(String person) throws Exception {
        placesAreFree.await();
        answered(
                person,
                "accept",
                () -> transaction(state ->
                        state.taken(SERVER.key()) < SERVER.count() ? List.of(accepted(state, person)) : List.of()));
        otherPeopleCame.countDown();
    }

    private void awaitOthers() throws InterruptedException {
        assertThat(otherPeopleCame.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void assertOvertaking() {
        assertThat(in()).anyMatch(person -> person.startsWith("late"));
        assertThat(new InvariantSweep(database).violations())
                .as("each transaction is right by itself")
                .isEmpty();
        assertThatThrownBy(() -> judge().assertHolds(List.of(made.id().toHexString()), List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I9")
                .hasMessageContaining("overtakes");
    }

    private StoredHistory judge() {
        return new StoredHistory(database).with(calls);
    }

    private List<String> in() {
        return event().accepted().stream().map(StaffEntry::userKey).toList();
    }

    private Event event() {
        return EventDocuments.event(
                database.getCollection("events").find(Filters.eq(made.id())).first());
    }

    private interface Attempt {
        void by(String person) throws Exception;
    }

    private interface Recording {
        /** @return the version of the person's own line; 0 for a refusal */
        long version() throws Exception;
    }

    private long answered(String person, String response, Recording recording) throws Exception {
        long start = System.nanoTime();
        long own = recording.version();
        calls.add(new Called(
                person,
                made.id().toHexString(),
                response,
                response.equals("accept") ? Optional.of(SERVER.name()) : Optional.empty(),
                Optional.empty(),
                start,
                System.nanoTime(),
                own > 0 ? 200 : 409,
                own > 0 ? Optional.empty() : Optional.of("CAPACITY_FULL"),
                Optional.empty(),
                own > 0 ? Optional.of(own) : Optional.empty(),
                false));
        return own;
    }

    private static Step accepted(EventState state, String person) {
        return responded(StaffEntry.accepted(person, SERVER, Made.NOW, next(state), next(state)));
    }

    private static Step waits(EventState state, String person) {
        return responded(StaffEntry.standby(person, SERVER, StandbyReason.FULL, Made.NOW, next(state)));
    }

    private static Step declined(EventState state, String person) {
        return responded(
                new StaffEntry(person, Response.DECLINE, Optional.empty(), Optional.empty(), Made.NOW, next(state)));
    }

    private static Step responded(StaffEntry entry) {
        return new Step(new Change.Responded(entry, Optional.empty()), entry.userKey());
    }

    private static List<Step> promoted(EventState state, String actor, long cause) {
        List<StaffEntry> due = Promotion.due(state, Made.NOW, Facts.NONE);
        return IntStream.range(0, due.size())
                .mapToObj(i -> {
                    StaffEntry entry = due.get(i);
                    StaffEntry promoted =
                            StaffEntry.accepted(entry.userKey(), SERVER, Made.NOW, next(state) + i, entry.since());
                    return new Step(new Change.Placed(JournalEntry.Kind.PROMOTED, promoted, Optional.of(cause)), actor);
                })
                .toList();
    }

    private static List<Step> declinedAndPromoted(EventState state, String person) {
        Step own = declined(state, person);
        long cause = next(state);
        state.apply(own.change(), Made.NOW);
        List<Step> steps = new ArrayList<>(List.of(own));
        steps.addAll(promoted(state, person, cause));
        return steps;
    }

    private static long next(EventState state) {
        return state.version() + 1;
    }

    /** @return the version of the first line; 0 if there is none */
    private long transaction(Function<EventState, List<Step>> decide) {
        TransactionOptions snapshot = TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .writeConcern(WriteConcern.MAJORITY)
                .build();
        try (ClientSession session = mongo.startSession()) {
            return session.withTransaction(() -> recorded(session, decide), snapshot);
        }
    }

    private long recorded(ClientSession session, Function<EventState, List<Step>> decide) {
        Document stored = database.getCollection("events")
                .find(session, Filters.eq(made.id()))
                .first();
        Event before = EventDocuments.event(stored);
        List<Step> steps = decide.apply(new EventState(before));
        if (steps.isEmpty()) {
            return 0;
        }
        EventState state = new EventState(before);
        List<Document> lines = new ArrayList<>();
        for (Step step : steps) {
            long version = next(state);
            state.apply(step.change(), Made.NOW);
            JournalEntry line = new JournalEntry(
                    before.id(),
                    version,
                    Made.NOW,
                    before.managerId(),
                    step.change(),
                    step.actor(),
                    "key" + version,
                    "fingerprint",
                    false,
                    Optional.empty(),
                    state.after(),
                    lines.size() + 1,
                    steps.size());
            lines.add(JournalDocuments.of(line));
        }
        database.getCollection("events").replaceOne(session, Filters.eq(made.id()), EventDocuments.of(state.event()));
        database.getCollection("journal").insertMany(session, lines);
        return next(new EventState(before));
    }
}
