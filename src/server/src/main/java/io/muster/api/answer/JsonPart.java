package io.muster.api.answer;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Digest;
import org.jspecify.annotations.Nullable;

/** A JSON object as UTF-8. Equal by identity: the next reader of the same event gets the same part while it is kept. */
public final class JsonPart {
    private final byte[] utf8;
    private final boolean isKept;
    private volatile @Nullable String tag;

    private JsonPart(byte[] utf8, boolean isKept) {
        this.utf8 = utf8;
        this.isKept = isKept;
    }

    /** For one reader. */
    public static JsonPart of(ObjectNode json) {
        return new JsonPart(bytes(json), false);
    }

    /**
     * The members of both.
     *
     * @param first an object with at least one member, as UTF-8
     * @param second with at least one member, none of which the first has
     * @param isKept whether it is for the next readers too
     */
    public static JsonPart joined(byte[] first, ObjectNode second, boolean isKept) {
        byte[] more = bytes(second);
        byte[] whole = new byte[first.length + more.length - 1];
        System.arraycopy(first, 0, whole, 0, first.length - 1);
        System.arraycopy(more, 0, whole, first.length - 1, more.length);
        whole[first.length - 1] = ',';
        return new JsonPart(whole, isKept);
    }

    /** The bytes of a tree. */
    public static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Not to be modified. */
    byte[] utf8() {
        return utf8;
    }

    boolean isKept() {
        return isKept;
    }

    /** Equal for equal bytes alone. */
    String tag() {
        String made = tag;
        if (made == null) {
            made = Digest.hex(new String(utf8, StandardCharsets.UTF_8));
            tag = made;
        }
        return made;
    }
}
