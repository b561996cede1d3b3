package io.muster.live;

import java.util.Set;

import com.mongodb.MongoException;

/** How a database says that a stream cannot go on from where it was. */
final class LostPosition {
    /**
     * Not a token (9, 40647, 50811), a position of a capped collection lost (136), the token of an ended stream (260), a
     * stream that cannot go on (280), history lost (286), start too far back (40576), event not found (40585).
     */
    private static final Set<Integer> CODES = Set.of(9, 136, 260, 280, 286, 40576, 40585, 40647, 50811);

    private static final String LABEL = "NonResumableChangeStreamError";

    private LostPosition() {}

    static boolean isSaidBy(Throwable failure) {
        return failure instanceof MongoException mongo
                && (CODES.contains(mongo.getCode()) || mongo.hasErrorLabel(LABEL));
    }
}
