package io.muster.live;

import org.bson.types.ObjectId;

/** A line of the journal that this version of the service does not understand; a newer one may have written it. */
record Unreadable(StreamPosition position, ObjectId eventId, String managerId) implements Recorded {}
