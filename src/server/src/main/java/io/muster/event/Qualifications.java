package io.muster.event;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person is qualified for, as one firm says.
 *
 * @param validUntil the last day on which each is valid, by {@link Role#keyOf} its name; {@link #FOR_EVER} where there is none
 */
public record Qualifications(Map<String, LocalDate> validUntil) {
    /** The last day of what is always valid. */
    public static final LocalDate FOR_EVER = LocalDate.MAX;

    /** Those of a person of whom a firm says nothing. */
    public static final Qualifications NONE = new Qualifications(Map.of());

    public Qualifications {
        Map<String, LocalDate> byKey = new HashMap<>();
        validUntil.forEach((name, day) -> byKey.put(Role.keyOf(name), day));
        validUntil = Map.copyOf(byKey);
    }

    /**
     * What a role requires that the person does not have.
     *
     * @param day the day on which it has to be valid: the event's last one
     * @return names as the role has them, in its order; empty for who is qualified
     */
    public List<String> missing(Role role, LocalDate day) {
        return role.requires().stream().filter(name -> !isValid(name, day)).toList();
    }

    private boolean isValid(String name, LocalDate day) {
        LocalDate last = validUntil.get(Role.keyOf(name));
        return last != null && !day.isAfter(last);
    }
}
