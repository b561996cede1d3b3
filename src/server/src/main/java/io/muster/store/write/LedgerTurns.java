package io.muster.store.write;

import java.util.List;

import io.muster.store.CollectionNames;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/** The {@linkplain TurnNumbers numbers} drawn at an event, read with the event. */
final class LedgerTurns {
    private static final String TURNS = "turns";
    private static final BsonInt64 NONE = new BsonInt64(0);

    private LedgerTurns() {}

    /** A stage that adds to what is read of an event what {@link #open} wants to know. */
    static Bson lookUp(String event) {
        return new Document(
                "$lookup",
                new Document("from", CollectionNames.TURNS)
                        .append("localField", event + "._id")
                        .append("foreignField", "_id")
                        .append("as", TURNS));
    }

    /** How many were drawn and not served yet. */
    static long open(RawBsonDocument found) {
        List<BsonValue> stored = found.getArray(TURNS).getValues();
        if (stored.isEmpty()) {
            return 0;
        }
        BsonDocument turn = stored.get(0).asDocument();
        return number(turn, MongoTurnNumbers.DRAWN) - number(turn, MongoTurnNumbers.SERVED);
    }

    /** As {@link MongoTurnNumbers}: a field that is no number counts as none. */
    private static long number(BsonDocument turn, String field) {
        BsonValue value = turn.get(field, NONE);
        return value.isNumber() ? value.asNumber().longValue() : 0;
    }
}
