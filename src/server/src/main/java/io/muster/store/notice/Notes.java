package io.muster.store.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many notes managers have sent of an event on a day, and by which requests, so that a repeated one sends nothing more. */
@Singleton
public class Notes {
    /** The most of one event on a day in the event's zone. */
    public static final int MOST_A_DAY = 3;

    private static final String ID_EVENT = "e";
    private static final String ID_DAY = "d";
    private static final String SENT = "sent";
    private static final String KEY = "k";
    private static final String PRINT = "p";
    private static final String AT = "at";
    private static final String FIRM = "f";
    private static final String AUTHOR = "by";

    public static final List<IndexModel> INDEXES = List.of(
            // What is of days that are over.
            new IndexModel(new Document(AT, 1)));

    private final ReactiveMongoCollection<Document> notes;

    @Inject
    Notes(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public Notes(ReactiveMongoDatabase database) {
        this.notes = database.getCollection(CollectionNames.NOTES);
    }

    /**
     * What became of a request to send one.
     *
     * @param number which of the day it is, from 1; empty where there can be no more today
     * @param isSame whether the request that came with the same key before wanted the same
     */
    public record Taken(Optional<Integer> number, boolean isSame) {}

    /**
     * Counts a note before it is sent. One that was counted by the same key is not counted again.
     *
     * @param key a hash of who asks and of the request's key
     * @param print of what the note says
     */
    public Uni<Taken> take(ObjectId event, LocalDate day, String key, String print, Instant now) {
        Document id = id(event, day);
        Document sent = new Document(KEY, key).append(PRINT, print);
        return notes.updateOne(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.exists(SENT + "." + (MOST_A_DAY - 1), false),
                                Filters.ne(SENT + "." + KEY, key)),
                        Updates.combine(Updates.push(SENT, sent), Updates.set(AT, Date.from(now))),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                // There are as many already, this one is among them, or another one has made the document at the same
                // time.
                .recoverWithNull()
                .chain(() -> sent(id))
                .chain(all -> {
                    Optional<Taken> taken = among(all, key, print);
                    if (taken.isEmpty() && all.size() < MOST_A_DAY) {
                        return take(event, day, key, print, now);
                    }
                    return Uni.createFrom().item(taken.orElse(new Taken(Optional.empty(), true)));
                });
    }

    /**
     * Notes who has written a note: the log, which is kept, does not say it.
     *
     * @param id of the note on the due list
     */
    public Uni<Void> written(String id, String firm, String author, Instant now) {
        return notes.updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.setOnInsert(FIRM, firm),
                                Updates.setOnInsert(AUTHOR, author),
                                Updates.setOnInsert(AT, Date.from(now))),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Who has written a note; empty where that is forgotten. */
    public Uni<Optional<String>> author(String id) {
        return notes.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).map(it -> it.getString(AUTHOR)));
    }

    /**
     * Forgets who has written notes.
     *
     * @param firm the firm that forgets them; empty where they erase themselves
     */
    public Uni<Void> forget(Collection<String> userKeys, Optional<String> firm) {
        Bson theirs = Filters.in(AUTHOR, userKeys);
        return notes.deleteMany(firm.map(it -> Filters.and(theirs, Filters.eq(FIRM, it)))
                        .orElse(theirs))
                .replaceWithVoid();
    }

    /** How many can still be sent of an event on a day. */
    public Uni<Integer> left(ObjectId event, LocalDate day) {
        return sent(id(event, day)).map(all -> MOST_A_DAY - all.size());
    }

    private Uni<List<Document>> sent(Document id) {
        return notes.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(found -> found == null ? List.<Document>of() : Documents.list(found, SENT));
    }

    private static Optional<Taken> among(List<Document> all, String key, String print) {
        for (int i = 0; i < all.size(); i++) {
            if (key.equals(all.get(i).getString(KEY))) {
                return Optional.of(
                        new Taken(Optional.of(i + 1), print.equals(all.get(i).getString(PRINT))));
            }
        }
        return Optional.empty();
    }

    private static Document id(ObjectId event, LocalDate day) {
        return new Document(ID_EVENT, event).append(ID_DAY, day.toString());
    }

    /** Removes what is of days that are over. */
    public Uni<Void> dropBefore(Instant time) {
        return notes.deleteMany(Filters.lt(AT, Date.from(time))).replaceWithVoid();
    }
}
