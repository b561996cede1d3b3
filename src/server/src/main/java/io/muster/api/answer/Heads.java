package io.muster.api.answer;

import java.util.List;
import java.util.zip.Deflater;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.store.read.ByteBoundedCache;
import io.muster.store.read.ReadSettings;

/** The heads of the bodies sent last, up to a number of bytes. Those with a part of one reader's own are not kept. */
@Singleton
class Heads {
    /** Its parts, and the whole plain and compressed. */
    private static final int FORMS = 3;

    private static final int BESIDES = 1024;

    private final ByteBoundedCache<Key, Head> kept;

    private record Key(String opening, List<JsonPart> parts) {}

    @Inject
    Heads(ReadSettings settings) {
        this(settings.keptBodies().asLongValue());
    }

    Heads(long maxBytes) {
        this.kept = new ByteBoundedCache<>(maxBytes);
    }

    Head of(Body body) {
        if (!body.parts().stream().allMatch(JsonPart::isKept)) {
            return new Head(body, Deflater.BEST_SPEED);
        }
        Key key = new Key(body.opening(), body.parts());
        return kept.get(key).orElseGet(() -> {
            Head head = new Head(body, Deflater.DEFAULT_COMPRESSION);
            kept.put(key, head, (long) FORMS * head.length() + BESIDES);
            return head;
        });
    }

    /** An upper bound of the memory they take. */
    long bytes() {
        return kept.bytes();
    }
}
