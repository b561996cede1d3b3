package io.muster.api.view;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;

/**
 * Who is in, by role in the event's order and by name, without regard to case; who has no known name comes last
 * (docs/api.md#roster).
 */
public record Roster(List<Row> rows) {
    private static final List<String> COLUMNS =
            List.of("role", "name", "userKey", "call_time", "phone", "confirmed", "attendance", "attendance_at");

    private static final Comparator<Row> BY_ROLE_AND_NAME = Comparator.comparingInt(Row::place)
            .thenComparing(
                    Row::name,
                    Comparator.comparing((Optional<String> name) -> name.isEmpty())
                            .thenComparing(name -> name.orElse(""), String.CASE_INSENSITIVE_ORDER))
            .thenComparing(Row::userKey);

    public Roster {
        rows = List.copyOf(rows);
    }

    /**
     * A person who is in.
     *
     * @param place of the role among those of the event
     * @param phone the member's, as the firm has written it down
     * @param confirmed whether the person need not confirm times and place
     * @param attendance what is noted of the person on the day
     */
    public record Row(
            int place,
            String role,
            Optional<String> name,
            String userKey,
            Optional<String> phone,
            Optional<LocalTime> callTime,
            boolean confirmed,
            Optional<Attendance> attendance) {}

    /**
     * @param profiles what is known of people, by userKey
     * @param phones of members of the firm, by userKey
     * @param attendance what is noted of people, by userKey
     */
    public static Roster of(
            Event event,
            Map<String, Profile> profiles,
            Map<String, String> phones,
            Map<String, Attendance> attendance) {
        return new Roster(event.accepted().stream()
                .map(entry -> row(
                        event,
                        entry,
                        profiles.getOrDefault(entry.userKey(), Profile.UNKNOWN),
                        Optional.ofNullable(phones.get(entry.userKey())),
                        Optional.ofNullable(attendance.get(entry.userKey()))))
                .sorted(BY_ROLE_AND_NAME)
                .toList());
    }

    private static Row row(
            Event event, StaffEntry entry, Profile profile, Optional<String> phone, Optional<Attendance> attendance) {
        Optional<Role> role = entry.key().flatMap(event::role);
        return new Row(
                role.map(event.roles()::indexOf).orElse(event.roles().size()),
                entry.role().orElse(""),
                profile.name(),
                entry.userKey(),
                phone,
                role.flatMap(it -> Optional.ofNullable(it.callTime())),
                !event.terms().isUnconfirmed(entry),
                attendance);
    }

    /** {@code {"roster":[…]}}. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("roster");
        for (Row row : rows) {
            ObjectNode person = list.addObject();
            person.put("role", row.role);
            person.set("name", Json.text(row.name));
            person.put("userKey", row.userKey);
            person.set("call_time", Json.text(row.callTime.map(LocalTime::toString)));
            person.set("phone", Json.text(row.phone));
            person.put("confirmed", row.confirmed);
            person.set("attendance", Json.text(state(row)));
            person.set("attendance_at", Json.text(at(row)));
        }
        return json;
    }

    /** The same as {@link Csv}, with the members of a person as columns. */
    public byte[] csv() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(COLUMNS);
        for (Row row : rows) {
            lines.add(List.of(
                    row.role,
                    row.name.orElse(""),
                    row.userKey,
                    row.callTime.map(LocalTime::toString).orElse(""),
                    row.phone.orElse(""),
                    Boolean.toString(row.confirmed),
                    state(row).orElse(""),
                    at(row).orElse("")));
        }
        return Csv.of(lines);
    }

    private static Optional<String> state(Row row) {
        return row.attendance.map(it -> it.state().wireName());
    }

    private static Optional<String> at(Row row) {
        return row.attendance.map(it -> Json.instant(it.at()));
    }
}
