package io.muster.testing.database;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Role;
import io.muster.history.Entry.Giving;
import io.muster.store.EventDocuments;
import io.muster.store.RoleDocuments;
import org.bson.Document;

/** To whom an event's free places go, line after line, as the lines lie in the database (docs/design.md#i9). */
final class RawGiving {
    private final Map<EventField, Object> fields = new EnumMap<>(EventField.class);
    private List<Role> roles = List.of();
    private List<String> barred = List.of();

    /** Takes the next line in order of version. */
    Giving after(Document line) {
        Document set = line.get("set", new Document());
        fields.putAll(EventDocuments.fields(set));
        line.getList("unset", String.class, List.of())
                .forEach(name -> EventField.ofWireName(name).ifPresent(fields::remove));
        if (set.containsKey("roles")) {
            roles = set.getList("roles", Document.class).stream()
                    .map(RoleDocuments::role)
                    .toList();
        }
        barred = set.getList("barred_user_keys", String.class, barred);
        boolean open = List.of("published", "fulfilled").contains(line.getString("status"))
                && !"deleted".equals(line.getString("kind"));
        Instant at = line.getDate("at").toInstant();
        boolean isOn = open && at.isBefore(EventTimes.promotesUntil(fields, roles));
        List<String> giving = roles.stream()
                .filter(role -> isOn && role.waitlist())
                .map(Role::name)
                .toList();
        return new Giving(giving, barred);
    }
}
