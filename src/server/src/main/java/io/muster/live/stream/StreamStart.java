package io.muster.live.stream;

import io.muster.live.step.ResumeToken;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** The start of a change stream. */
sealed interface StreamStart {

    /** The option of the stage {@code $changeStream}. */
    Document option();

    /**
     * All events of that time and later. A database that no longer has that time says so at once, whereas it reports a
     * lost event only with the next one; so this is also how to resume after an event.
     */
    record At(BsonTimestamp time) implements StreamStart {
        @Override
        public Document option() {
            return new Document("startAtOperationTime", time);
        }
    }

    /** After a position between events. */
    record After(ResumeToken position) implements StreamStart {
        @Override
        public Document option() {
            return new Document("resumeAfter", token(position));
        }
    }

    /** After the end of a stream whose collection was dropped. */
    record Beyond(ResumeToken end) implements StreamStart {
        @Override
        public Document option() {
            return new Document("startAfter", token(end));
        }
    }

    private static Document token(ResumeToken position) {
        return new Document("_data", position.token());
    }
}
