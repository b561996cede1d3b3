package io.muster.store.read;

import java.util.function.Function;

import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** The codecs of read results. They cannot write. */
public final class ReadCodecs implements CodecProvider {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        if (type == StoredEvent.class) {
            return (Codec<T>) new ReadCodec<>(StoredEvent.class, registry, StoredEvent::read);
        }
        return null;
    }

    private record ReadCodec<T>(Class<T> type, CodecRegistry registry, Function<Document, T> reader)
            implements Codec<T> {
        @Override
        public T decode(BsonReader source, DecoderContext context) {
            return reader.apply(registry.get(Document.class).decode(source, context));
        }

        @Override
        public void encode(BsonWriter target, T value, EncoderContext context) {
            throw new UnsupportedOperationException("repositories read");
        }

        @Override
        public Class<T> getEncoderClass() {
            return type;
        }
    }
}
