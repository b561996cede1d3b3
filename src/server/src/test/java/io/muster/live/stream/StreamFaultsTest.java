package io.muster.live.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;

import com.mongodb.MongoNamespace;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.TestDatabase;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong on the way from the database, and what the stream makes of it. */
@Tag("slow")
class StreamFaultsTest {
    private final Journal journal = new Journal();
    private final MongoProxy line = new MongoProxy(TestDatabase.uri());
    private final MongoProxy reads = new MongoProxy(TestDatabase.uri());
    private final StreamProcess process = new StreamProcess(line.uri(), reads.uri(), journal.name, Map.of());
    private Event event = Made.event(Role.of("Server", 1_000));

    @AfterEach
    void close() {
        journal.failNoMore();
        process.close();
        line.close();
        reads.close();
        journal.close();
    }

    private void tellsAllOnce() {
        await().until(() -> process.feed.versions(event.id()).size() >= event.version());
        assertThat(process.feed.versions(event.id()))
                .isEqualTo(LongStream.rangeClosed(1, event.version()).boxed().toList());
        assertThat(process.feed.steps).extracting(Step::position).isSorted().doesNotHaveDuplicates();
    }

    private void respond() {
        String person = "p" + event.version();
        event = journal.write(event, accept(person, "Server"), decline(person + "x"));
    }

    private long cursor() {
        List<BsonDocument> asked = process.streaming.all("getMore");
        return asked.get(asked.size() - 1).getInt64("getMore").getValue();
    }

    @Test
    void connectionsCutInMidStreamCostNothing() {
        process.ready();
        journal.write(event);
        for (int cut = 1; cut <= 4; cut++) {
            line.strike("getMore", cut % 2 == 0 ? MongoProxy.Fault.CUT_BEFORE : MongoProxy.Fault.CUT_AFTER, 1);
            respond();
            respond();
            await().until(() -> line.struck() == 1);
            tellsAllOnce();
        }
        assertThat(process.feed.began).hasSize(1);
        assertThat(process.restarts(StreamTrouble.UNREACHABLE)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aCursorKilledIsReplaced() {
        process.ready();
        journal.write(event);
        respond();
        tellsAllOnce();
        journal.kill(cursor());
        respond();
        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
        assertThat(process.restarts(StreamTrouble.REFUSED)).isEqualTo(1);
    }

    @Test
    void whatBreaksOffBeforeTheFirstEventMissesNothing() {
        line.strike("getMore", MongoProxy.Fault.HOLD, 1);
        process.started();
        await().until(() -> line.holding() == 1);
        assertThat(process.feed.began).hasSize(1);
        journal.write(event);
        respond();
        line.takeAway();
        line.heal();
        line.bringBack();

        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
    }

    @Test
    void anOpeningWhoseAnswerIsLostIsRepeated() {
        line.strike("aggregate", MongoProxy.Fault.CUT_AFTER, 1);
        process.started();
        await().until(() -> line.struck() == 1);
        journal.write(event);

        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
    }

    @Test
    void aQuietStreamGoesOnFromWhereTimeHasComeTo() {
        process.ready();
        int before = process.feed.advances.size();
        journal.writeElsewhere();
        await().until(() -> process.feed.advances.size() > before);
        ResumeToken reached =
                process.feed.advances.get(process.feed.advances.size() - 1).position();
        journal.kill(cursor());
        journal.write(event);
        tellsAllOnce();

        List<BsonDocument> opened = process.streaming.all("aggregate");
        assertThat(opened.get(opened.size() - 1).getArray("pipeline").get(0).asDocument())
                .isEqualTo(
                        BsonDocument.parse("{$changeStream: {resumeAfter: {_data: '%s'}}}".formatted(reached.token())));
    }

    /** As a primary does that was stopped: it closes nothing, and answers nothing. */
    @Test
    void aDatabaseThatSaysNothingIsLeftWithinSeconds() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        line.strike("getMore", MongoProxy.Fault.HOLD, 1);
        await().until(() -> line.holding() == 1);
        respond();

        await().atMost(Duration.ofSeconds(6))
                .until(() -> process.feed.versions(event.id()).size() >= event.version());
        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
        assertThat(process.restarts(StreamTrouble.UNREACHABLE)).isEqualTo(1);
        line.release();
    }

    @Test
    void aStreamThatOpensTooLateIsClosedOnTheDatabase() {
        process.ready();
        journal.write(event);
        respond();
        tellsAllOnce();
        line.strike("aggregate", MongoProxy.Fault.HOLD, 1);
        journal.kill(cursor());
        await().until(() -> line.holding() == 1);
        await().until(() -> process.restarts(StreamTrouble.UNREACHABLE) == 1);
        int closed = process.streaming.all("killCursors").size();

        line.release();

        await().until(() -> process.streaming.all("killCursors").size() == closed + 1);
        respond();
        tellsAllOnce();
    }

    @Test
    void aDatabaseThatIsStoppedWithoutAWordIsGivenUpWithinSeconds() {
        process.ready();
        journal.write(event);
        tellsAllOnce();

        line.freeze();
        await().atMost(Duration.ofSeconds(8)).until(() -> process.restarts(StreamTrouble.UNREACHABLE) > 0);
        respond();
        line.bringBack();

        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        line.takeAway();
        respond();
        await().until(() -> process.restarts(StreamTrouble.UNREACHABLE) >= 1);
        respond();
        line.bringBack();

        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 136, 260, 280, 286, 40576, 40585, 40647, 50811})
    void aLostPlaceIsOneFreshStart(int code) {
        process.ready();
        journal.write(event);
        tellsAllOnce();

        journal.failNext(1, "getMore", new Document("errorCode", code));
        // Does not let the database wait for something to happen.
        respond();
        await().until(() -> process.feed.began.size() == 2);
        respond();
        tellsAllOnce();
        assertThat(process.restarts(StreamTrouble.LOST)).isEqualTo(1);

        journal.failNext(1, "aggregate", new Document("errorCode", code));
        journal.kill(cursor());
        await().until(() -> process.feed.began.size() == 3);
        respond();
        tellsAllOnce();
        assertThat(process.restarts(StreamTrouble.LOST)).isEqualTo(2);
        assertThat(process.feed.began).hasSize(3);
        await().until(process.health::isReady);
    }

    @Test
    void aFreshStartForgetsTheEventsAndReadsThemOnce() {
        process.ready();
        journal.write(event);
        respond();
        tellsAllOnce();
        journal.failNext(1, "getMore", new Document("errorCode", 286));
        respond();
        await().until(() -> process.feed.began.size() == 2);
        respond();
        respond();
        tellsAllOnce();

        assertThat(process.reading.all("find").stream()
                        .filter(find -> find.getString("find").getValue().equals("journal")))
                .hasSize(1);
        assertThat(process.feed.began).isSorted();
    }

    @Test
    void aDatabaseThatKnowsNothingThatOldIsAskedForNow() {
        journal.failNext(1, "aggregate", new Document("errorCode", 40576));
        process.ready();
        journal.write(event);
        tellsAllOnce();
        assertThat(process.feed.began).hasSize(1);
    }

    @Test
    void aDroppedJournalIsAFreshStartWithTheNextOne() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        journal.documents().drop();
        await().until(() -> process.restarts(StreamTrouble.MISSING) >= 2);
        assertThat(process.feed.began).hasSize(1);
        journal.make();
        Event next = journal.write(Made.event(Role.of("Server", 1)));
        journal.write(next, accept("a", "Server"));

        await().until(() -> process.feed.versions(next.id()).size() == 2);
        assertThat(process.feed.began).hasSize(2);
        assertThat(process.restarts(StreamTrouble.ENDED)).isEqualTo(1);
    }

    @Test
    void aRenamedJournalIsAFreshStartWithTheNextOne() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        journal.documents().renameCollection(new MongoNamespace(journal.name, "elsewhere"));
        journal.make();
        Event next = journal.write(Made.event(Role.of("Server", 1)));

        await().until(() -> process.feed.versions(next.id()).size() == 1);
        assertThat(process.feed.began).hasSize(2);
    }

    @Test
    void stepsGoOnWithoutNames() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        // The driver tries twice.
        reads.strike("find", MongoProxy.Fault.CUT_BEFORE, 2);
        respond();
        await().until(() -> reads.struck() == 2);

        tellsAllOnce();
        assertThat(process.restarts(StreamTrouble.UNREACHABLE)).isZero();
    }

    @Test
    void anEventThatCannotBeReadNowIsReadLater() {
        process.ready();
        journal.write(event);
        tellsAllOnce();
        journal.failNext(1, "getMore", new Document("errorCode", 286));
        respond();
        await().until(() -> process.feed.began.size() == 2);
        reads.strike("find", MongoProxy.Fault.CUT_BEFORE, 2);
        respond();
        await().until(() -> reads.struck() == 2);

        tellsAllOnce();
        assertThat(process.feed.gaps).isEmpty();
    }

    @Test
    void itEndsWithoutAWordAndLeavesNoCursor() {
        process.ready();
        List<LogRecord> said = saidMeanwhile(() -> {
            int asked = process.streaming.count("killCursors");
            process.stream.stop();
            await().until(() -> process.streaming.count("killCursors") == asked + 1 && process.streaming.isQuiet());
        });
        int streamed = process.streaming.count("getMore");
        process.close();

        assertThat(said).extracting(LogRecord::getMessage).isEmpty();
        assertThat(process.streaming.count("getMore")).isEqualTo(streamed);
    }

    @Test
    void itEndsWithoutAWordWhereThereIsNoTime() {
        process.ready();
        // Something is under way, and the database has not been asked for long.
        journal.writeElsewhere();
        List<LogRecord> said = saidMeanwhile(() -> {
            process.stopAtOnce();
            await().until(process.streaming::isQuiet);
        });

        assertThat(said).extracting(LogRecord::getMessage).isEmpty();
    }

    private List<LogRecord> saidMeanwhile(Runnable doing) {
        long loop = process.loopThread();
        List<LogRecord> said = new CopyOnWriteArrayList<>();
        Handler handler = collecting(said);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            doing.run();
        } finally {
            root.removeHandler(handler);
        }
        // The service of another class's tests may still be there, and say things of its own.
        said.removeIf(entry -> entry.getLoggerName().startsWith("io.muster") && entry.getLongThreadID() != loop);
        return said;
    }

    private static Handler collecting(List<LogRecord> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    said.add(entry);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
