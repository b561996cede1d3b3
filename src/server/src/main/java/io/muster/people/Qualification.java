package io.muster.people;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Something a member is qualified for.
 *
 * @param name 1 to 64 characters; compared as names of roles are
 * @param validUntil the last day on which it is valid; empty for ever
 */
public record Qualification(String name, Optional<LocalDate> validUntil) {}
