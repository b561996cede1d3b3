package io.muster.store.outbound;

import org.bson.Document;

/** The fields of the outbound log and of the due list (docs/design.md#outbound). */
final class OutboundFields {
    static final String FIRM = "firm";
    static final String SEQ = "seq";
    static final String ID_FIRM = "_id." + FIRM;
    static final String ID_SEQ = "_id." + SEQ;

    /** The event of a line of the journal. */
    static final String EVENT = "e";

    /** Its version. */
    static final String VERSION = "v";

    /** The id of what was due. */
    static final String DUE = "d";

    static final String AT = "at";
    static final String DUE_AT = "dueAt";
    static final String OCCASION = "occasion";
    static final String DATA = "data";

    /** Of the due list: whether it follows from an event's times, and goes when they change. */
    static final String PLANNED = "planned";

    private OutboundFields() {}

    static Document id(String firm, long seq) {
        return new Document(FIRM, firm).append(SEQ, seq);
    }
}
