package io.muster.store.write;

import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Numbers that processes draw for their turn at an event, kept in the database, outside any transaction. A hint that saves
 * conflicts, never a lock: lost or wrong, everything is as correct as without. It fails with the driver's exceptions.
 */
public interface TurnNumbers {

    /**
     * A number that was drawn.
     *
     * @param number from 1, greater by one than the one drawn before it
     * @param served the last number whose turn is over; 0 for none
     */
    record Drawn(long number, long served) {}

    /** Draws the next number of an event. */
    Uni<Drawn> draw(ObjectId eventId);

    /** The last number whose turn is over; 0 for none. */
    Uni<Long> served(ObjectId eventId);

    /** Ends the turn of a number, and of all before it. */
    Uni<Void> serve(ObjectId eventId, long number);
}
