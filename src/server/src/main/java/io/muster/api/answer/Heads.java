package io.muster.api.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.store.read.ByteBoundedCache;
import io.muster.store.read.ReadSettings;

/**
 * The heads of the bodies sent last, up to a number of bytes. Of a head with parts of one reader's own the pieces between those are
 * kept, which others have as well; the own parts are not.
 */
@Singleton
class Heads {
    /** Its parts, and the whole plain and compressed. */
    private static final int FORMS = 3;

    private static final int BESIDES = 1024;
    private static final String BETWEEN = ",";

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
        List<JsonPart> parts = body.parts();
        List<Head> pieces = new ArrayList<>();
        int from = 0;
        while (pieces.isEmpty() || from < parts.size()) {
            int to = endOfLike(parts, from);
            pieces.add(piece(pieces.isEmpty() ? body.opening() : BETWEEN, parts.subList(from, to)));
            from = to;
        }
        return pieces.size() == 1 ? pieces.get(0) : new Head(pieces);
    }

    /** Where parts that are kept follow those that are not, or the other way round. */
    private static int endOfLike(List<JsonPart> parts, int from) {
        int to = from;
        while (to < parts.size() && parts.get(to).isKept() == parts.get(from).isKept()) {
            to++;
        }
        return to;
    }

    /** @param parts all of them kept, or none */
    private Head piece(String opening, List<JsonPart> parts) {
        Body body = new Body(opening, parts, "");
        if (!parts.stream().allMatch(JsonPart::isKept)) {
            return new Head(body, Deflater.BEST_SPEED);
        }
        Key key = new Key(opening, body.parts());
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
