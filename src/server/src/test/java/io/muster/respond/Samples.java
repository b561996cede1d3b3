package io.muster.respond;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.Roster;
import org.bson.types.ObjectId;

/** Events as tests begin with them. */
final class Samples {
    static final String MANAGER = "m-1";

    private Samples() {}

    /** Published, for everyone, far from over, with so many places for the one role there is. */
    static Event published(int places) {
        return published(new ObjectId(), Role.of(Requests.ROLE, places));
    }

    static Event published(ObjectId id, Role... roles) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new Event(
                id,
                MANAGER,
                EventStatus.PUBLISHED,
                Map.of(EventField.DATE, LocalDate.of(2099, 12, 31), EventField.TIMEZONE, ZoneId.of("UTC")),
                List.of(roles),
                Roster.EMPTY,
                Audience.EVERYONE,
                List.of(),
                1,
                1,
                now,
                now,
                false);
    }
}
