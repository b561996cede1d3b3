package io.muster.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.store.audit.EventPages;
import io.muster.store.audit.ExclusivePlaces;
import io.muster.store.audit.JournalChunks;
import io.muster.store.lease.Lease;
import io.muster.store.lease.OneAtATime;
import io.muster.store.people.BlockingFirms;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Audits and repairs as one process has them, on a client of their own that tells the {@link FindRecorder}. */
public final class Audits implements AutoCloseable {
    private static final int ABOVE_DEFAULTS = 500;

    public final Audit audit;
    public final Repairs repairs;
    public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Lease lease;
    final ScheduledAudit scheduled;
    public final OneAtATime oneAtATime;
    private final ReactiveMongoClient client;
    private final EventPages pages;
    private final JournalChunks chunks;
    private final ExclusivePlaces places;
    private final BlockingFirms blocking;
    private final AuditSettings settings;
    private final AuditMetrics metrics;

    /** @param different settings that differ, by their names after {@code muster.audit.} */
    public Audits(String database, EventRepairs lanes, Map<String, String> different) {
        client = new ReactiveMongoClientImpl(MongoClients.create(settings()));
        settings = settings(different);
        pages = new EventPages(client, database, settings.events());
        chunks = new JournalChunks(client, database, settings.lines());
        metrics = new AuditMetrics(registry);
        places = new ExclusivePlaces(client, database);
        blocking = new BlockingFirms(client.getDatabase(database));
        audit = new Audit(pages, chunks, places, blocking, settings, metrics);
        repairs = new Repairs(pages, lanes, settings);
        lease = new Lease(client, database);
        oneAtATime = new OneAtATime(lease);
        scheduled = scheduled(pages);
    }

    EventPages pages() {
        return pages;
    }

    ReactiveMongoClient client() {
        return client;
    }

    /** An audit that reads its events otherwise. */
    Audit audit(EventPages others) {
        return new Audit(others, chunks, places, blocking, settings, metrics);
    }

    /** Audits made unasked that read their events otherwise. */
    ScheduledAudit scheduled(EventPages others) {
        return new ScheduledAudit(audit(others), lease, settings);
    }

    static AuditSettings settings(Map<String, String> different) {
        Map<String, String> named = new HashMap<>();
        different.forEach((name, value) -> named.put("muster.audit." + name, value));
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, ABOVE_DEFAULTS, new DurationConverter())
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(named, "different", ABOVE_DEFAULTS))
                .build()
                .getConfigMapping(AuditSettings.class);
    }

    private MongoClientSettings settings() {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(TestDatabase.uri()))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .timeout(3, TimeUnit.SECONDS)
                .addCommandListener(new FindRecorder())
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
