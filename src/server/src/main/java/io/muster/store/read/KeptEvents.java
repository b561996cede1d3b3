package io.muster.store.read;

import java.nio.ByteBuffer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The events read last, decoded. A document that is byte for byte the one that was read before is not decoded again, and
 * gives the same object, with what has been made of it. Nothing is ever taken for current because of its version: what
 * counts is what the database has just answered.
 */
@Singleton
final class KeptEvents {
    /** Decoded and written as JSON for each time at which it opens to somebody, and its fields and roles about 4 KiB. */
    private static final int TIMES_ITS_DOCUMENT = 6;

    private static final int BESIDES = 4096;

    private final Codec<Document> codec = new DocumentCodec();
    private final ByteBoundedCache<Key, Kept> kept;

    private enum Extent {
        WHOLE,
        OF_SOME,
        WITHOUT_PEOPLE
    }

    private record Key(@Nullable BsonValue id, Extent extent) {}

    private record Kept(ByteBuffer document, StoredEvent event) {}

    @Inject
    KeptEvents(ReadSettings settings) {
        this(settings.keptEvents().asLongValue());
    }

    KeptEvents(long maxBytes) {
        this.kept = new ByteBoundedCache<>(maxBytes);
    }

    /** An event that was read whole. */
    StoredEvent whole(RawBsonDocument document) {
        return of(document, Extent.WHOLE);
    }

    /** An event that was read by a {@link SharedSearch}: the same for the next people as long as none of them is in it. */
    StoredEvent ofSome(RawBsonDocument document) {
        return of(document, Extent.OF_SOME);
    }

    /** An event that was read by {@link EventProjections#NO_KEYS}. */
    StoredEvent withoutPeople(RawBsonDocument document) {
        return of(document, Extent.WITHOUT_PEOPLE);
    }

    private StoredEvent of(RawBsonDocument document, Extent extent) {
        Key key = new Key(document.get("_id"), extent);
        ByteBuffer bytes = document.getByteBuffer().asNIO();
        return kept.get(key)
                .filter(it -> it.document.equals(bytes))
                .map(Kept::event)
                .orElseGet(() -> decoded(key, document, bytes));
    }

    private StoredEvent decoded(Key key, RawBsonDocument document, ByteBuffer bytes) {
        StoredEvent event = StoredEvent.readToKeep(document.decode(codec));
        // The buffer it was read into may be much larger.
        ByteBuffer copy =
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        kept.put(key, new Kept(copy, event), BESIDES + (long) TIMES_ITS_DOCUMENT * copy.remaining());
        return event;
    }

    /** An estimate of the memory they take. */
    long bytes() {
        return kept.bytes();
    }
}
