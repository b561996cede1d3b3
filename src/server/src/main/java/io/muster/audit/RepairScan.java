package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.plan.Repair;
import io.muster.store.DerivedFields;
import io.muster.store.EventDocuments;
import io.muster.store.audit.EventPages;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;

/** Collects repairs page by page up to a limit. Not thread-safe. */
final class RepairScan {
    private final Optional<ObjectId> after;
    private final Optional<ObjectId> until;
    private final int most;
    private final List<RepairPlan.Each> events = new ArrayList<>();
    private ObjectId position;
    private long checked;
    private boolean atEnd;

    /**
     * A scan before any page.
     *
     * @param until the last event of the range
     * @param most the most events to repair
     */
    RepairScan(Optional<ObjectId> after, Optional<ObjectId> until, int most) {
        this.after = after;
        this.until = until;
        this.most = most;
        this.position = after.orElseGet(EventPages::start);
    }

    ObjectId position() {
        return position;
    }

    void take(List<RawBsonDocument> page, boolean last) {
        for (RawBsonDocument stored : page) {
            if (isDone()) {
                return;
            }
            ObjectId id = EventPages.idOf(stored);
            if (until.filter(limit -> limit.compareTo(id) < 0).isPresent()) {
                atEnd = true;
                return;
            }
            planned(id, stored).ifPresent(events::add);
            position = id;
            checked++;
        }
        atEnd = last && !isFull();
    }

    boolean isDone() {
        return atEnd || isFull() || until.filter(position::equals).isPresent();
    }

    private boolean isFull() {
        return events.size() >= most;
    }

    RepairPlan plan() {
        return new RepairPlan(after, checked, events, until.or(() -> atEnd ? Optional.empty() : Optional.of(position)));
    }

    private static Optional<RepairPlan.Each> planned(ObjectId id, RawBsonDocument stored) {
        if (!EventDocuments.isIdentified(stored)) {
            return stored.containsKey(EventDocuments.DELETED_AT)
                    ? Optional.empty()
                    : Optional.of(RepairPlan.Each.restoring(id));
        }
        return repairOf(stored).map(repair -> RepairPlan.Each.of(id, repair));
    }

    /** None for a tombstone, and for a document that cannot be decoded: an audit reports that. */
    private static Optional<Repair> repairOf(RawBsonDocument stored) {
        try {
            Document document = stored.decode(new DocumentCodec());
            if (!EventDocuments.damagedIn(document).isEmpty()) {
                return Optional.empty();
            }
            Event event = EventDocuments.event(document);
            return Optional.of(Repair.of(
                            event, !DerivedFields.wrongIn(document, event).isEmpty()))
                    .filter(repair -> !event.deleted() && !repair.isEmpty());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
