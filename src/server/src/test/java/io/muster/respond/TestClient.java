package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Orphans;
import io.muster.respond.transaction.RealTiming;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.muster.store.Codecs;
import io.muster.store.client.MongoSettings;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;

/** A client of the database set as the service's own, with a transaction loop on it, put together by hand. */
public final class TestClient implements AutoCloseable {
    final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final RespondSettings settings;
    final RespondMetrics metrics = new RespondMetrics(registry);
    final Timing timing = new RealTiming(threads);
    public final ReactiveMongoClient client;
    public final ReactiveMongoDatabase database;
    final Orphans orphans;
    public final TransactionLoop loop;
    private final ConflictWatch contention;

    /** With settings that differ, by their names after {@code muster.respond.}. */
    public TestClient(String uri, String database, Map<String, String> different) {
        settings = TestSettings.with(different);
        client = new ReactiveMongoClientImpl(MongoClients.create(clientSettings(uri)));
        this.database = client.getDatabase(database);
        orphans = new Orphans(client, settings);
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        loop = new TransactionLoop(client, new TransactionPermits(settings), timing, backoff, metrics);
        contention = new ConflictWatch(timing, settings, orphans::endThem);
    }

    /** As application.properties has it; the test of the wiring holds the service to the same. */
    private MongoClientSettings clientSettings(String uri) {
        MongoClientSettings.Builder builder = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new Codecs()), MongoClientSettings.getDefaultCodecRegistry()))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .applyToServerSettings(server -> server.heartbeatFrequency(1, TimeUnit.SECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(2, TimeUnit.SECONDS));
        return new MongoSettings.ForChanges(settings.connections())
                .customize(builder)
                .build();
    }

    /** Runs work in transactions, all of it on one and the same thing. */
    public <T> Uni<T> run(Duration longest, Function<ClientSession, Uni<T>> work) {
        return loop.run(timing.in(longest), contention, work);
    }

    /** Makes the next commands of a name fail, in a way that {@code failCommand} knows; those of this service only. */
    public void failNext(int times, String command, Document how) {
        Document data =
                new Document(how).append("failCommands", List.of(command)).append("appName", MongoSettings.APP_NAME);
        configure(new Document("mode", new Document("times", times)).append("data", data));
    }

    public void failNoMore() {
        configure(new Document("mode", "off"));
    }

    private void configure(Document failPoint) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(failPoint);
        client.getDatabase("admin").runCommand(command).await().indefinitely();
    }

    /** The transactions of this service the database holds open, whatever their age. */
    public List<Document> openTransactions() {
        return client.getDatabase("admin")
                .aggregate(List.of(
                        new Document("$currentOp", new Document("allUsers", false).append("idleSessions", true)),
                        new Document(
                                "$match",
                                new Document("appName", MongoSettings.APP_NAME)
                                        .append("transaction", new Document("$exists", true)))))
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    public double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
