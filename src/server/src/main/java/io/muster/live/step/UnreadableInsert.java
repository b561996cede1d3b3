package io.muster.live.step;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * A line of the journal that this version of the service does not understand: a newer one wrote it, or it is damaged.
 *
 * @param managerId empty where it is not among what can be read of it
 */
public record UnreadableInsert(ResumeToken position, ObjectId eventId, Optional<String> managerId)
        implements StreamedInsert {}
