package io.muster.store.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * An address of a calendar, without its secret.
 *
 * @param userKey whose address it is
 * @param managerId the firm whose events it has; empty for the person's own places
 * @param language of the calendar's words
 * @param until how long the right to it is known that a token alone gives; empty where firms say who may have it
 */
public record CalendarAddress(
        String userKey, Optional<String> managerId, String language, Instant createdAt, Optional<Instant> until) {}
