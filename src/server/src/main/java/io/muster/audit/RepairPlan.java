package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Digest;
import io.muster.event.Roster;
import io.muster.event.plan.Repair;
import org.bson.types.ObjectId;

/**
 * The repairs of a range of events.
 *
 * @param checked the number of events in the range
 * @param events those to repair, by id
 * @param until if the range ended before the last event, its end
 */
record RepairPlan(Optional<ObjectId> after, long checked, List<Each> events, Optional<ObjectId> until) {
    RepairPlan {
        events = List.copyOf(events);
    }

    /**
     * The repair of one event, without its people.
     *
     * @param digest {@link Repair#digest}
     */
    record Each(ObjectId eventId, int leaving, int standingOnce, boolean figures, String digest) {
        static Each of(ObjectId eventId, Repair repair) {
            return new Each(eventId, repair.leaving(), repair.standingOnce(), repair.figures(), repair.digest());
        }

        /** An event that its lane restores from its journal before the repair is decided. */
        static Each restoring(ObjectId eventId) {
            return of(eventId, new Repair(Roster.EMPTY, List.of(), true));
        }
    }

    /** Identifies exactly what is to be done, and to which range of events. */
    RepairDigest digest() {
        List<String> words = new ArrayList<>();
        words.add(after.map(ObjectId::toHexString).orElse(""));
        for (Each each : events) {
            words.add(each.eventId().toHexString());
            words.add(each.digest());
        }
        return new RepairDigest(Digest.hex(words.toArray(String[]::new)), until);
    }
}
