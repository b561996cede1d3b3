package io.muster.event;

import java.text.Normalizer;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A role of an event and its number of places.
 *
 * @param name the manager's spelling: NFC, trimmed, 1 to 64 characters
 * @param key {@link #keyOf} the name it was made with, which stays when it is renamed; unique within an event
 * @param count the places, 1 to 2 000
 * @param waitlist whether people may wait for a place once the role is full
 * @param approval whether an accept is a request that the manager decides on; not together with {@code waitlist}
 * @param standbyMax how many people may be on standby for it, 1 to 500
 * @param requires the names of the {@link Qualifications} that a person needs to take a place, at most {@link #MAX_REQUIRED}; no two of
 *     one {@link #keyOf}
 */
public record Role(
        String name,
        String key,
        int count,
        @Nullable LocalTime callTime,
        @Nullable LocalTime startTime,
        @Nullable LocalTime endTime,
        boolean waitlist,
        boolean approval,
        int standbyMax,
        List<String> requires) {

    /** How many people may be on standby for a role that does not say so. */
    public static final int STANDBY_MAX = 50;

    /** The most qualifications that a role can require. */
    public static final int MAX_REQUIRED = 10;

    public Role {
        requires = List.copyOf(requires);
    }

    /** A role that nobody can be on standby for, and that requires nothing. */
    public Role(
            String name,
            String key,
            int count,
            @Nullable LocalTime callTime,
            @Nullable LocalTime startTime,
            @Nullable LocalTime endTime) {
        this(name, key, count, callTime, startTime, endTime, false, false, STANDBY_MAX, List.of());
    }

    public static Role of(String name, int count) {
        return new Role(name, keyOf(name), count, null, null, null);
    }

    /**
     * The normalised name: what is seen of it, NFC, in lower case in {@code Locale.ROOT}. It is computed here and stored, because the
     * database lower-cases ASCII only.
     */
    public static String keyOf(String name) {
        return Normalizer.normalize(Blanks.seen(name), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a role: by the exact name, then by the stored key, then by the key computed today. Old events may have two roles with
     * one key of today, and keys that {@link #keyOf} does not make any more. A role that was renamed has the key of its first name,
     * which does not find it any more.
     */
    public static Optional<Role> named(String name, Collection<Role> roles) {
        String key = keyOf(name);
        return first(roles, role -> role.name().equals(name))
                .or(() -> first(roles, role -> role.key().equals(key) && role.isNamed(key)))
                .or(() -> first(roles, role -> role.isNamed(key)));
    }

    private boolean isNamed(String sameKey) {
        return keyOf(name).equals(sameKey);
    }

    private static Optional<Role> first(Collection<Role> roles, Predicate<Role> wanted) {
        return roles.stream().filter(wanted).findFirst();
    }

    /** The same role under the key of a stored one. */
    public Role withKey(String other) {
        return new Role(name, other, count, callTime, startTime, endTime, waitlist, approval, standbyMax, requires);
    }

    /** The names of roles by their keys. */
    public static Map<String, String> namesByKey(Collection<Role> roles) {
        Map<String, String> names = new HashMap<>();
        roles.forEach(role -> names.put(role.key(), role.name()));
        return names;
    }
}
