package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.DerivedFields;
import io.muster.event.Event;
import io.muster.event.EventDocuments;
import io.muster.event.Repair;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;

/** What is to be repaired, gathered page by page up to a limit. Not thread-safe. */
final class RepairScan {
    private final Optional<ObjectId> after;
    private final Optional<ObjectId> until;
    private final int most;
    private final List<RepairPlan.Each> events = new ArrayList<>();
    private ObjectId position;
    private long checked;
    private boolean atEnd;

    /**
     * Nothing is looked at yet.
     *
     * @param until not beyond this one
     * @param most at most so many events to be repaired
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
            repairOf(stored).ifPresent(repair -> events.add(RepairPlan.Each.of(id, repair)));
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

    /** None for a tombstone, and for what cannot be read: an audit says so. */
    private static Optional<Repair> repairOf(RawBsonDocument stored) {
        try {
            Document document = stored.decode(new DocumentCodec());
            Event event = EventDocuments.event(document);
            return Optional.of(Repair.of(
                            event, !DerivedFields.wrongIn(document, event).isEmpty()))
                    .filter(repair -> !event.deleted() && !repair.isEmpty());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
