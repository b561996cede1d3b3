package io.muster.api.answer;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** What tests of other packages may see of parts and bodies. */
public final class Parts {
    private Parts() {}

    /** Answers that keep nothing. */
    public static Answers answers() {
        return new Answers(new Heads(0));
    }

    public static String text(JsonPart part) {
        return new String(part.utf8(), StandardCharsets.UTF_8);
    }

    public static String text(Body body) {
        return new String(new Head(body, Deflater.BEST_SPEED).followedBy(body.tailBytes()), StandardCharsets.UTF_8);
    }
}
