package io.muster.store.write;

import java.util.List;
import java.util.Optional;

import io.muster.event.overlap.OverlapRule;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.erasure.Forgotten;
import io.muster.store.people.BlockingFirms;
import io.muster.store.people.Firms;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;

/** The rules of an event's firm, read with the event. */
final class LedgerFirm {
    private static final String FIRM = "firm";
    private static final DocumentCodec DOCUMENTS = new DocumentCodec();

    private LedgerFirm() {}

    /** A stage that adds to what is read of an event what {@link #overlap} wants to know. */
    static Bson lookUp(String event) {
        return new Document(
                "$lookup",
                new Document("from", CollectionNames.FIRMS)
                        .append("localField", event + "." + EventDocuments.MANAGER_ID)
                        .append("foreignField", "_id")
                        .append("as", FIRM));
    }

    /** The firm's rule about places at the same time. */
    static OverlapRule overlap(RawBsonDocument found) {
        return Firms.overlapRule(stored(found));
    }

    /** Whether the firm may have blocked somebody. */
    static boolean blocks(RawBsonDocument found) {
        return BlockingFirms.blocks(stored(found));
    }

    /** Whether the firm may have erased somebody, or is doing so. */
    static boolean forgets(RawBsonDocument found) {
        return Forgotten.forgets(stored(found));
    }

    private static Optional<Document> stored(RawBsonDocument found) {
        List<BsonValue> stored = found.getArray(FIRM).getValues();
        return stored.isEmpty() ? Optional.empty() : Optional.of(((RawBsonDocument) stored.get(0)).decode(DOCUMENTS));
    }
}
