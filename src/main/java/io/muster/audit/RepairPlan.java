package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Digest;
import io.muster.event.Repair;
import org.bson.types.ObjectId;

/**
 * What is to be repaired in a range of events.
 *
 * @param checked how many events there were
 * @param events those to be repaired, by id
 * @param until where the range ended before the last event there is
 */
record RepairPlan(Optional<ObjectId> after, long checked, List<Each> events, Optional<ObjectId> until) {
    RepairPlan {
        events = List.copyOf(events);
    }

    /**
     * One event's repair, without its people.
     *
     * @param digest {@link Repair#digest}
     */
    record Each(ObjectId eventId, int leaving, int standingOnce, boolean figures, String digest) {
        static Each of(ObjectId eventId, Repair repair) {
            return new Each(eventId, repair.leaving(), repair.standingOnce(), repair.figures(), repair.digest());
        }
    }

    /** Names exactly what is to be done, and to which range of events. */
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
