package io.muster.event.read;

import io.muster.event.Event;
import io.muster.event.EventDocuments;
import io.muster.event.Ord;
import io.quarkus.mongodb.panache.common.MongoEntity;
import org.bson.Document;

/**
 * An event as a read brought it. Lists of events leave the people out in the database, or all but one of them: then the
 * event's own lists are not whole, and the figures alone say how many there are.
 *
 * @param figures as stored beside the lists
 */
@MongoEntity(collection = "events")
public record StoredEvent(Event event, Figures figures) {

    /** An event whose lists are whole. */
    public static StoredEvent of(Event event) {
        return new StoredEvent(event, Figures.of(event));
    }

    /** Reads a document; what a projection left out reads as empty. */
    static StoredEvent read(Document document) {
        return new StoredEvent(EventDocuments.event(document), Figures.read(document));
    }

    /** Its place in every list: {@link Ord}. */
    String ord() {
        return Ord.of(event);
    }
}
