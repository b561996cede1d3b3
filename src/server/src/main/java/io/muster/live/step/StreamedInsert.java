package io.muster.live.step;

import java.util.Optional;

import org.bson.types.ObjectId;

/** An insert into the journal, as delivered by the change stream. */
public sealed interface StreamedInsert permits JournalInsert, UnreadableInsert {

    /** Its position in the stream. */
    ResumeToken position();

    ObjectId eventId();

    /** Whose event it is; empty where the line does not say. */
    Optional<String> managerId();
}
