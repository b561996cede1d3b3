package io.muster.store.read;

import java.time.Instant;
import java.util.function.Function;

import io.muster.event.Event;
import io.muster.event.SortKey;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.quarkus.mongodb.panache.common.MongoEntity;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read, immutable, with what follows from it. A projection may have left out all people, or all but
 * one: then the event's lists are incomplete and the counts are in the figures.
 */
@MongoEntity(collection = CollectionNames.EVENTS)
public final class StoredEvent {
    private final Event event;
    private final Figures figures;
    private final boolean isKept;
    private volatile @Nullable String ord;
    private volatile @Nullable Instant endsAt;
    private volatile @Nullable Object derived;

    /** @param figures as stored beside the lists */
    public StoredEvent(Event event, Figures figures) {
        this(event, figures, false);
    }

    private StoredEvent(Event event, Figures figures, boolean isKept) {
        this.event = event;
        this.figures = figures;
        this.isKept = isKept;
    }

    /** An event whose lists are complete. */
    public static StoredEvent of(Event event) {
        return new StoredEvent(event, Figures.of(event));
    }

    /** Reads a document; what a projection left out is empty. */
    public static StoredEvent read(Document document) {
        return new StoredEvent(EventDocuments.event(document), Figures.read(document));
    }

    /** As {@link #read}, for the next readers too. */
    static StoredEvent readToKeep(Document document) {
        return new StoredEvent(EventDocuments.event(document), Figures.read(document), true);
    }

    public Event event() {
        return event;
    }

    public Figures figures() {
        return figures;
    }

    /** Whether it is kept for the next readers, and what is made of it with it. */
    public boolean isKept() {
        return isKept;
    }

    /**
     * What somebody makes of it: made once, and kept as long as the event is. There is room for one value.
     *
     * @param make called more than once if several threads ask at the same time
     */
    public <T> T derived(Class<T> type, Function<StoredEvent, T> make) {
        Object made = derived;
        if (!type.isInstance(made)) {
            made = make.apply(this);
            derived = made;
        }
        return type.cast(made);
    }

    /** Its sort key in lists: {@link SortKey}. */
    String ord() {
        String key = ord;
        if (key == null) {
            key = SortKey.of(event);
            ord = key;
        }
        return key;
    }

    /** As {@link Event#isOver}. */
    boolean isOver(Instant now) {
        return !now.isBefore(endsAt());
    }

    /** Whether it ended after one time and at another one at the latest. A deleted event has no end. */
    boolean endedBetween(Instant since, Instant now) {
        return !event.deleted() && isOver(now) && !isOver(since);
    }

    private Instant endsAt() {
        Instant end = endsAt;
        if (end == null) {
            end = event.endsAt();
            endsAt = end;
        }
        return end;
    }
}
