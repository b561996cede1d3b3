package io.muster.testing.database;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.history.Entry.Giving;
import io.muster.store.EventDocuments;
import io.muster.store.RoleDocuments;
import org.bson.Document;

/** To whom an event's free places go, line after line, as the lines lie in the database (docs/design.md#i9). */
final class RawGiving {
    private final Map<EventField, Object> fields = new EnumMap<>(EventField.class);
    private final LongFunction<Map<String, Qualifications>> qualifications;
    private List<Role> roles = List.of();
    private List<String> barred = List.of();

    /** @param qualifications what people are qualified for as a line is decided, by its version and by userKey */
    RawGiving(LongFunction<Map<String, Qualifications>> qualifications) {
        this.qualifications = qualifications;
    }

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
        Map<String, Qualifications> known = qualifications.apply(
                line.get("_id", Document.class).get("v", Number.class).longValue());
        return new Giving(giving, barred, qualified(known));
    }

    private Map<String, Set<String>> qualified(Map<String, Qualifications> known) {
        Map<String, Set<String>> qualified = new HashMap<>();
        for (Role role : roles) {
            if (!role.requires().isEmpty()) {
                LocalDate day = EventTimes.lastDay(fields);
                qualified.put(
                        role.name(),
                        known.keySet().stream()
                                .filter(person -> Objects.requireNonNull(known.get(person))
                                        .missing(role, day)
                                        .isEmpty())
                                .collect(Collectors.toSet()));
            }
        }
        return qualified;
    }
}
