package io.muster.event.read;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.identity.Caller;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.panache.reactive.ReactivePanacheMongoRepositoryBase;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Reads of one event. */
@Singleton
public class EventReads implements ReactivePanacheMongoRepositoryBase<StoredEvent, ObjectId> {

    /** The event with its lists whole, or its tombstone. */
    public Uni<Optional<StoredEvent>> whole(ObjectId id) {
        return first(new FindOptions().filter(Filters.eq("_id", id)));
    }

    /** The event without its people, or its tombstone. */
    public Uni<Optional<StoredEvent>> head(ObjectId id) {
        return first(new FindOptions().filter(Filters.eq("_id", id)).projection(Views.NOBODY));
    }

    /** The event with the person's own entry alone, or its tombstone. */
    public Uni<Optional<StoredEvent>> asSeenBy(Caller person, ObjectId id) {
        return first(new FindOptions().filter(Filters.eq("_id", id)).projection(Views.onlyWithAudience(person)));
    }

    private Uni<Optional<StoredEvent>> first(FindOptions options) {
        return mongoCollection().find(options.limit(1)).collect().first().map(Optional::ofNullable);
    }
}
