package io.muster.live.step;

import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;

import io.muster.identity.Profile;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes things take in memory, by the sizes of objects on a 64-bit virtual machine with compressed references; a
 * native binary takes up to half as much again.
 */
final class HeapSize {
    static final int REFERENCE = 4;
    static final int OPTIONAL = 16;
    static final int INSTANT = 24;

    private static final int STRING = 40;
    private static final int LIST = 32;
    private static final int MAP_ENTRY = 48;
    private static final int MAP = 72;
    private static final int BOXED = 24;
    private static final int LAST_OF_ONE_BYTE = 0xFF;

    private HeapSize() {}

    /** @param text nothing, where a damaged record has none */
    static int of(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        int width = text.chars().anyMatch(one -> one > LAST_OF_ONE_BYTE) ? 2 : 1;
        return STRING + (width * text.length() + 7) / 8 * 8;
    }

    static int of(Collection<String> texts) {
        int held = LIST;
        for (String text : texts) {
            held += REFERENCE + of(text);
        }
        return held;
    }

    static int of(Profile profile) {
        if (profile == Profile.UNKNOWN) {
            return 0;
        }
        return BOXED
                + 3 * OPTIONAL
                + profile.name().map(HeapSize::of).orElse(0)
                + profile.email().map(HeapSize::of).orElse(0)
                + profile.picture().map(HeapSize::of).orElse(0);
    }

    /** A value as a document holds it. */
    static int ofValue(@Nullable Object value) {
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof Map<?, ?> map) {
            int held = MAP;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                held += MAP_ENTRY + ofValue(entry.getKey()) + ofValue(entry.getValue());
            }
            return held;
        }
        if (value instanceof List<?> list) {
            int held = LIST;
            for (Object one : list) {
                held += REFERENCE + ofValue(one);
            }
            return held;
        }
        return value instanceof Date || value instanceof Number ? BOXED : 0;
    }
}
