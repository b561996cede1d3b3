package io.muster.event.read;

import io.muster.event.Event;
import io.muster.event.EventDocuments;
import org.bson.Document;

/** Events as the database holds them, for tests that fill it by hand. */
public final class StoredDocuments {
    private StoredDocuments() {}

    public static Document of(Event event) {
        return EventDocuments.of(event);
    }
}
