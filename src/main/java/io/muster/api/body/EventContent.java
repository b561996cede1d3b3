package io.muster.api.body;

import java.util.List;
import java.util.Map;

import io.muster.event.Audience;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;

/**
 * A new event as its manager wrote it, checked.
 *
 * @param status draft or published
 * @param fields those that are given; {@code DATE} and {@code TIMEZONE} are always there
 */
public record EventContent(
        EventStatus status, Map<EventField, Object> fields, List<Role> roles, Audience audience, List<String> barred) {

    public EventContent {
        fields = Map.copyOf(fields);
        roles = List.copyOf(roles);
        barred = List.copyOf(barred);
    }
}
