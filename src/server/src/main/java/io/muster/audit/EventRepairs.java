package io.muster.audit;

import io.muster.event.Command;
import io.muster.event.plan.Decision;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Repairs an event like any other change. */
public interface EventRepairs {

    /** The decision, once it is committed; or the failure of the change. */
    Uni<Decision> carryOut(ObjectId eventId, Command.Repair repair);
}
