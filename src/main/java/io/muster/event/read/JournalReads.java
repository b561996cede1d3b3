package io.muster.event.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.JournalEntry;
import io.muster.identity.Caller;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads of the journal. */
@Singleton
public class JournalReads {
    private static final String BEFORE = "audienceBefore";

    private final ReactiveMongoCollection<JournalEntry> journal;

    JournalReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.journal = client.getDatabase(database).getCollection("journal", JournalEntry.class);
    }

    /** An event's entries above a version, by version. */
    public Uni<List<JournalEntry>> of(ObjectId eventId, long after, int limit) {
        return list(new FindOptions()
                .filter(Filters.and(
                        Filters.gt("_id", id(eventId, after)), Filters.lte("_id", id(eventId, Long.MAX_VALUE))))
                .sort(Sorts.ascending("_id"))
                .limit(limit));
    }

    /** An event's first entry, if it was ever made. */
    public Uni<Optional<JournalEntry>> first(ObjectId eventId) {
        return list(new FindOptions().filter(Filters.eq("_id", id(eventId, 1L))).limit(1))
                .map(entries -> entries.stream().findFirst());
    }

    /** What happened to a person's own responses since a moment, in no order. */
    Uni<List<JournalEntry>> about(Caller person, Instant since, int limit) {
        return list(new FindOptions()
                .filter(Filters.and(Filters.eq("userKey", person.userKey()), Filters.gte("at", since)))
                .limit(limit));
    }

    /** Managers' changes since a moment of events that were for a person before, or of who is barred; in no order. */
    Uni<List<JournalEntry>> ofSight(Caller person, Instant since, int limit) {
        List<Bson> conditions = new ArrayList<>();
        if (!person.employers().all()) {
            conditions.add(Filters.in("managerId", person.employers().named()));
        }
        conditions.add(Filters.gte("at", since));
        // The index holds only what has it, and is taken only for a query that says so.
        conditions.add(Filters.exists(BEFORE));
        conditions.add(Filters.or(
                Filters.and(Filters.size(BEFORE + ".userKeys", 0), Filters.size(BEFORE + ".teamIds", 0)),
                Filters.eq(BEFORE + ".userKeys", person.userKey()),
                Filters.in(BEFORE + ".teamIds", person.teamIds()),
                Filters.exists("set.barred_user_keys")));
        return list(new FindOptions().filter(Filters.and(conditions)).limit(limit));
    }

    private static Document id(ObjectId eventId, long version) {
        return new Document("e", eventId).append("v", version);
    }

    private Uni<List<JournalEntry>> list(FindOptions options) {
        return journal.find(options).collect().asList();
    }
}
