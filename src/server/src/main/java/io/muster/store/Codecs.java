package io.muster.store;

import java.util.function.Function;

import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** The codecs of events and journal entries. They use no reflection, so a native binary needs no registration. */
public final class Codecs implements CodecProvider {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        if (type == Event.class) {
            return (Codec<T>) new DocumentCodec<>(Event.class, registry, EventDocuments::of, EventDocuments::event);
        }
        if (type == JournalEntry.class) {
            return (Codec<T>)
                    new DocumentCodec<>(JournalEntry.class, registry, JournalDocuments::of, JournalDocuments::entry);
        }
        return null;
    }

    private record DocumentCodec<T>(
            Class<T> type, CodecRegistry registry, Function<T, Document> writer, Function<Document, T> reader)
            implements Codec<T> {
        @Override
        public T decode(BsonReader source, DecoderContext context) {
            return reader.apply(registry.get(Document.class).decode(source, context));
        }

        @Override
        public void encode(BsonWriter target, T value, EncoderContext context) {
            registry.get(Document.class).encode(target, writer.apply(value), context);
        }

        @Override
        public Class<T> getEncoderClass() {
            return type;
        }
    }
}
