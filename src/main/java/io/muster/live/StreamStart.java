package io.muster.live;

import org.bson.BsonTimestamp;
import org.bson.Document;

/** From where a change stream is opened. */
sealed interface StreamStart {

    /** What the stage {@code $changeStream} is told. */
    Document option();

    /**
     * With everything of that time and later. A database that does not know that time any more says so at once, whereas it
     * says nothing of a lost event until the next one comes: so this is also how to go on after an event.
     */
    record At(BsonTimestamp time) implements StreamStart {
        @Override
        public Document option() {
            return new Document("startAtOperationTime", time);
        }
    }

    /** After a place between events. */
    record After(StreamPosition position) implements StreamStart {
        @Override
        public Document option() {
            return new Document("resumeAfter", token(position));
        }
    }

    /** After the end of a stream, which came with the end of its collection. */
    record Beyond(StreamPosition end) implements StreamStart {
        @Override
        public Document option() {
            return new Document("startAfter", token(end));
        }
    }

    private static Document token(StreamPosition position) {
        return new Document("_data", position.token());
    }
}
