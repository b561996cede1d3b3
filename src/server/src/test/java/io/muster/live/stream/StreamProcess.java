package io.muster.live.stream;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.reactivestreams.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.live.step.EventLoader;
import io.muster.live.step.LiveEvents;
import io.muster.live.step.LiveLoop;
import io.muster.live.step.LiveSettings;
import io.muster.live.step.StepAssembler;
import io.muster.store.Codecs;
import io.muster.store.people.PeopleByHand;
import io.muster.store.read.ReadCodecs;
import io.muster.store.read.ReadsByHand;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.vertx.core.Vertx;
import org.bson.codecs.configuration.CodecRegistries;

import static org.awaitility.Awaitility.await;

/** The stream as one process has it, put together by hand. */
final class StreamProcess implements AutoCloseable {
    /** How many lines it reads of one event at most. */
    static final int MOST_LINES = 40;

    final RecordingFeed feed = new RecordingFeed();
    final CommandCounter streaming = new CommandCounter();
    final CommandCounter reading = new CommandCounter();
    final LiveEvents events = new LiveEvents();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final StreamHealth health;
    final LiveLoop loop;
    final JournalStream stream;
    private final Vertx vertx = Vertx.vertx();
    private final ReactiveMongoClient live;
    private final ReactiveMongoClient lists;

    /** A process to which every trouble is the first for long, so that it never rests for long. */
    StreamProcess(String uri, String database) {
        this(uri, uri, database, Map.of());
    }

    /** The same; its stream goes by one address of the database, its reads by another. */
    StreamProcess(String streamUri, String uri, String database, Map<String, String> different) {
        this(streamUri, uri, database, different, new StreamPauses(new StreamBackoff(), new HastyClock()));
    }

    StreamProcess(String streamUri, String uri, String database, Map<String, String> different, StreamPauses pauses) {
        LiveSettings settings = StreamSettings.with(different);
        live = new ReactiveMongoClientImpl(MongoClients.create(
                new LiveMongo().customize(settings(streamUri, streaming)).build()));
        lists = new ReactiveMongoClientImpl(
                MongoClients.create(settings(uri, reading).build()));
        loop = new LiveLoop(vertx);
        StreamMetrics metrics = new StreamMetrics(registry);
        health = new StreamHealth(settings, metrics);
        EventLoader loader =
                new EventLoader(ReadsByHand.lists(lists, database), ReadsByHand.journal(lists, database), MOST_LINES);
        stream = new JournalStream(
                new JournalCursors(live, database, loop),
                new StepAssembler(events, loader, PeopleByHand.profilesIn(lists, database), loop),
                events,
                feed,
                loop,
                health,
                metrics,
                pauses,
                new StreamPatience(),
                settings);
    }

    /** A minute passes whenever somebody looks. */
    private static final class HastyClock implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long getAsLong() {
            return nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        }
    }

    private static MongoClientSettings.Builder settings(String uri, CommandCounter counter) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new Codecs(), new ReadCodecs()),
                        MongoClientSettings.getDefaultCodecRegistry()))
                .readConcern(ReadConcern.MAJORITY)
                .applyToServerSettings(server -> server.heartbeatFrequency(1, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(2, TimeUnit.SECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .addCommandListener(counter);
    }

    StreamProcess started() {
        stream.start();
        return this;
    }

    /** Waits until the stream is filled. */
    StreamProcess ready() {
        started();
        await().until(health::isReady);
        return this;
    }

    /** Runs it where the stream's state lives, and waits for it. */
    void onLoop(Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            task.run();
            done.countDown();
        });
        if (!done.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the loop is stuck");
        }
    }

    double restarts(StreamTrouble trouble) {
        return registry.get("muster.stream.restarts")
                .tag("cause", trouble.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    /** Stops as a process does that has no time. */
    /** The one thread on which all of it happens. */
    long loopThread() {
        CompletableFuture<Long> id = new CompletableFuture<>();
        loop.execute(() -> id.complete(Thread.currentThread().getId()));
        return id.join();
    }

    void stopAtOnce() {
        stream.stop();
        live.close();
    }

    @Override
    public void close() {
        stream.stop();
        // Its answers still come to a loop that is there.
        await().until(streaming::isQuiet);
        live.close();
        lists.close();
        vertx.close();
    }
}
