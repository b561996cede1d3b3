package io.muster.api.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.api.calendar.CalendarItem.Point;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Role;
import io.muster.event.RoleStats;

/** What a calendar says of an event in words. */
final class Described {
    private static final List<EventField> PLACE = List.of(
            EventField.VENUE_NAME, EventField.VENUE_ADDRESS, EventField.CITY, EventField.STATE, EventField.COUNTRY);
    private static final List<EventField> CONTACT =
            List.of(EventField.CONTACT_NAME, EventField.CONTACT_PHONE, EventField.CONTACT_EMAIL);

    private final Event event;
    private final CalendarText text;
    private final List<String> lines = new ArrayList<>();

    Described(Event event, CalendarText text) {
        this.event = event;
        this.text = text;
    }

    /** Its name, or what stands for one. */
    String name() {
        return Stream.of(EventField.EVENT_NAME, EventField.SHIFT_NAME)
                .flatMap(field -> said(field).stream())
                .findFirst()
                .orElse(text.unnamed);
    }

    String place() {
        return all(PLACE);
    }

    Optional<Point> point() {
        return event.field(EventField.VENUE_LATITUDE)
                .flatMap(latitude -> event.field(EventField.VENUE_LONGITUDE)
                        .map(longitude -> new Point((Double) latitude, (Double) longitude)));
    }

    /** One role, and when its people are called. */
    Described role(Role role) {
        lines.add(text.role + ": " + role.name());
        Optional.ofNullable(role.callTime()).ifPresent(call -> lines.add(text.callTime + ": " + call));
        return start();
    }

    /** When it begins. */
    Described start() {
        event.field(EventField.START_TIME).ifPresent(start -> lines.add(text.start + ": " + start));
        return this;
    }

    /** How full its roles are. */
    Described roles(List<RoleStats> roles) {
        roles.forEach(role -> lines.add(role.role() + ": " + role.taken() + "/" + role.capacity()
                + (role.standby() == 0 ? "" : ", " + role.standby() + " " + text.standby)));
        return this;
    }

    /** Why it was cancelled. */
    Described reason() {
        return labelled(text.reason, said(EventField.CANCEL_REASON));
    }

    /** Whom to call: for those who have a place, and for managers. */
    Described contact() {
        return labelled(text.contact, Optional.of(all(CONTACT)).filter(it -> !it.isEmpty()));
    }

    /** What everybody may see of it. */
    Described details() {
        labelled(text.client, said(EventField.CLIENT_NAME));
        labelled(text.uniform, said(EventField.UNIFORM));
        said(EventField.GOOGLE_MAPS_URL).ifPresent(lines::add);
        said(EventField.NOTES).ifPresent(lines::add);
        return this;
    }

    /** All that was said. */
    String lines() {
        return String.join("\n", lines);
    }

    private Described labelled(String label, Optional<String> value) {
        value.ifPresent(it -> lines.add(label + ": " + it));
        return this;
    }

    private String all(List<EventField> fields) {
        return fields.stream().flatMap(field -> said(field).stream()).collect(Collectors.joining(", "));
    }

    private Optional<String> said(EventField field) {
        return event.field(field).map(Object::toString).filter(it -> !it.isBlank());
    }
}
