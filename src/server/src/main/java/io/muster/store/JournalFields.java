package io.muster.store;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * The fields of a journal entry that queries and indexes name (docs/design.md#journal); {@link JournalDocuments} has the
 * others.
 */
public final class JournalFields {
    public static final String EVENT_ID = "eventId";
    public static final String MANAGER_ID = "managerId";
    public static final String AT = "at";
    public static final String USER_KEY = "userKey";

    /** The userKey before, of a line by which a person is known by another one. */
    public static final String FROM = "from";

    /** The userKey of the person who asked for it. */
    public static final String ACTOR = "actor";

    public static final String REQUEST_KEY = "requestKey";
    public static final String FINGERPRINT = "fingerprint";
    public static final String ENTRY = "entry";
    public static final String ROLES = "roles";
    public static final String AUDIENCE_BEFORE = "audienceBefore";

    /** The event in the {@code _id}. */
    public static final String ID_EVENT = "e";

    /** The version in the {@code _id}. */
    public static final String ID_VERSION = "v";

    private JournalFields() {}

    /** The {@code _id} of an event's entry. They ascend by event, then by version. */
    public static Document id(ObjectId eventId, long version) {
        return new Document(ID_EVENT, eventId).append(ID_VERSION, version);
    }
}
