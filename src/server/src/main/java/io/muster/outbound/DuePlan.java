package io.muster.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Role;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;

/**
 * What follows from an event's times. An id has the event, the occasion and the time, so that what has been said is not said again as
 * long as its time stays.
 */
final class DuePlan {
    private static final Duration PLACES_OPEN_BEFORE = Duration.ofHours(24);

    private final Event event;
    private final Instant now;
    private final Map<String, Due> planned = new LinkedHashMap<>();

    private DuePlan(Event event, Instant now) {
        this.event = event;
        this.now = now;
    }

    /**
     * What is still to come of an event.
     *
     * @param reminders how many hours before the call time people are reminded
     */
    static List<Due> of(Event event, List<Integer> reminders, Instant now) {
        DuePlan plan = new DuePlan(event, now);
        if (event.status().isOpen()
                && !event.deleted()
                && EventTimes.endsAt(event.fields()).isAfter(now)) {
            plan.openings();
            plan.places();
            reminders.forEach(plan::reminders);
        }
        return List.copyOf(plan.planned.values());
    }

    private void openings() {
        event.field(EventField.OPENS_AT).map(Instant.class::cast).ifPresent(at -> add(Occasion.OPENED, at, Map.of()));
        event.audience().waves().forEach(wave -> add(Occasion.OPENED, wave.opensAt(), Map.of()));
    }

    private void places() {
        if (event.roles().stream().anyMatch(Role::waitlist)) {
            add(Occasion.PROMOTION_ENDED, EventTimes.promotesUntil(event.fields(), event.roles()), Map.of());
        }
        add(
                Occasion.PLACES_OPEN,
                EventTimes.startsAt(event.fields(), event.roles()).minus(PLACES_OPEN_BEFORE),
                Map.of());
    }

    /** Of each call time, of those in the roles that have it. */
    private void reminders(int hours) {
        Map<Instant, List<String>> calls = new LinkedHashMap<>();
        event.roles()
                .forEach(role -> calls.computeIfAbsent(call(role), first -> new ArrayList<>())
                        .add(role.key()));
        calls.forEach((call, roles) -> add(
                Occasion.REMINDER,
                call.minus(Duration.ofHours(hours)),
                Map.of("hours", Integer.toString(hours), "call", call.toString())));
    }

    private Instant call(Role role) {
        ZoneId zone = (ZoneId) Objects.requireNonNull(event.fields().get(EventField.TIMEZONE), "timezone");
        return EventTimes.beginningOf(event.fields(), role)
                .map(at -> at.atZone(zone).toInstant())
                .orElseGet(() -> EventTimes.startsAt(event.fields(), event.roles()));
    }

    private void add(Occasion occasion, Instant at, Map<String, String> data) {
        if (at.isAfter(now)) {
            String id = event.id().toHexString() + "/" + occasion + "/" + at.toEpochMilli()
                    + Optional.ofNullable(data.get("call"))
                            .map(call -> "/" + call)
                            .orElse("");
            planned.putIfAbsent(id, new Due(id, Optional.of(event.id()), occasion, at, data));
        }
    }
}
