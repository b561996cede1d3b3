package io.muster.api.body;

import java.util.List;
import java.util.Map;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.plan.NewEvent;
import org.bson.types.ObjectId;

/**
 * A new event as its manager sent it, validated.
 *
 * @param status draft or published
 * @param fields those given; {@code DATE} and {@code TIMEZONE} are always there
 */
public record EventContent(
        EventStatus status, Map<EventField, Object> fields, List<Role> roles, Audience audience, List<String> barred) {

    public EventContent {
        fields = Map.copyOf(fields);
        roles = List.copyOf(roles);
        barred = List.copyOf(barred);
    }

    /** Creates the event. */
    public Event toEvent(ObjectId id, String managerId) {
        return NewEvent.of(id, managerId, status, fields, roles, audience, barred);
    }
}
