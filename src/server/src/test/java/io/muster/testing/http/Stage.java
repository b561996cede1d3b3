package io.muster.testing.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.muster.testing.database.InvariantSweep;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.StoredHistory;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.service.Artifact;
import io.muster.testing.service.PackagedService;

/**
 * A database of its own, processes of the packaged service on it, and the clients that press their buttons. Closing it
 * ends the processes and drops the database.
 */
public final class Stage implements AutoCloseable {
    private final String mongoUri = TestDatabase.uri();
    private final String databaseName = TestDatabase.freshName();
    private final MongoClient mongo = MongoClients.create(mongoUri);
    private final Set<Integer> otherVersions = ConcurrentHashMap.newKeySet();
    private final LoadClient client = new LoadClient(1_000, port -> !otherVersions.contains(port));
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A process of the service, without rate limits, ready. */
    public PackagedService startService() {
        return startService(mongoUri);
    }

    /** The same, reaching the database at another address. */
    public PackagedService startService(String mongoUri) {
        return start(environment(mongoUri));
    }

    public PackagedService start(PackagedService.Environment environment) {
        PackagedService service = environment.start();
        opened.add(service);
        return service;
    }

    /** A process of another version, which is not held to this one's contract. */
    public PackagedService start(PackagedService.Environment environment, Artifact version) {
        PackagedService service = start(environment.of(version));
        otherVersions.add(service.port());
        return service;
    }

    /** The variables of a service on this database, without rate limits. */
    public PackagedService.Environment environment() {
        return environment(mongoUri);
    }

    /** The same, reaching the database at another address. */
    public PackagedService.Environment environment(String mongoUri) {
        return PackagedService.on(mongoUri, databaseName).unlimited();
    }

    /** A line to the database that a test may cut. */
    public MongoProxy proxy() {
        MongoProxy proxy = new MongoProxy(mongoUri);
        opened.add(proxy);
        return proxy;
    }

    public Manager manager(PackagedService service, String managerId) {
        return Manager.of(managerId, service.port(), client);
    }

    public LoadClient client() {
        return client;
    }

    public MongoDatabase database() {
        return mongo.getDatabase(databaseName);
    }

    public MongoClient mongo() {
        return mongo;
    }

    /** Fails unless everything in the database holds and every answer about the event is borne out. */
    public void assertHolds(String eventId, List<Answer> answers) {
        assertHolds(List.of(eventId), answers);
    }

    /** The same of several events. */
    public void assertHolds(List<String> eventIds, List<Answer> answers) {
        new InvariantSweep(database()).assertHolds();
        new StoredHistory(database()).assertHolds(eventIds, answers);
    }

    /** How often each outcome was answered. */
    public static Map<String, Long> counted(List<Answer> answers) {
        Map<String, Long> counted = new TreeMap<>();
        answers.forEach(answer -> counted.merge(answer.word(), 1L, Long::sum));
        return counted;
    }

    @Override
    public void close() throws Exception {
        client.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
        database().drop();
        mongo.close();
    }
}
