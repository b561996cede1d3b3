package io.muster.store;

import io.muster.event.Event;
import org.bson.BsonBinaryWriter;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** How large an event is in the database. */
public final class StoredSize {
    private StoredSize() {}

    /** In bytes, of the document in {@code events}. */
    public static int of(Event event) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new DocumentCodec()
                    .encode(
                            writer,
                            EventDocuments.of(event),
                            EncoderContext.builder().build());
            return buffer.getSize();
        }
    }
}
