package io.muster.people;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Qualifications;

/**
 * Something a member is qualified for.
 *
 * @param name 1 to 64 characters; compared as names of roles are
 * @param validUntil the last day on which it is valid; empty for ever
 */
public record Qualification(String name, Optional<LocalDate> validUntil) {

    /** All of a person's. */
    static Qualifications together(List<Qualification> each) {
        Map<String, LocalDate> validUntil = new HashMap<>();
        each.forEach(one -> validUntil.put(one.name(), one.validUntil().orElse(Qualifications.FOR_EVER)));
        return new Qualifications(validUntil);
    }
}
