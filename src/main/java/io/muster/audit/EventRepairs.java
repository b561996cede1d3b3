package io.muster.audit;

import io.muster.event.Command;
import io.muster.event.Decision;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The way in which an event is repaired: a change like any other. */
public interface EventRepairs {

    /** What was decided at its turn, once it is committed; or the failure of a change that came to nothing. */
    Uni<Decision> carryOut(ObjectId eventId, Command.Repair repair);
}
