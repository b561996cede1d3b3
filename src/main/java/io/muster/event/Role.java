package io.muster.event;

import java.text.Normalizer;
import java.time.LocalTime;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A role of an event and how many people it takes.
 *
 * @param name as the manager spells it: NFC, trimmed, 1 to 64 characters
 * @param key {@link #keyOf} the name: two roles of an event never share it
 * @param count the places, 1 to 2 000
 */
public record Role(
        String name,
        String key,
        int count,
        @Nullable LocalTime callTime,
        @Nullable LocalTime startTime,
        @Nullable LocalTime endTime) {

    public static Role of(String name, int count) {
        return new Role(name, keyOf(name), count, null, null, null);
    }

    /**
     * The name without its spelling: NFC, trimmed, lower case in {@code Locale.ROOT}. Computed here and stored, because
     * the database lowers ASCII only.
     */
    public static String keyOf(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
