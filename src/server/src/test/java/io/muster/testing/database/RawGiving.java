package io.muster.testing.database;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.Engagements;
import io.muster.event.plan.Facts;
import io.muster.history.Entry.Exclusive;
import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Shift;
import io.muster.store.EventDocuments;
import io.muster.store.RoleDocuments;
import org.bson.Document;

/** To whom an event's free places go, line after line, as the lines lie in the database (docs/design.md#i9). */
final class RawGiving {
    private final Map<EventField, Object> fields = new EnumMap<>(EventField.class);
    private final LongFunction<Facts> facts;
    private List<Role> roles = List.of();
    private List<String> barred = List.of();

    /** @param facts what is known of people as a line is decided, by its version */
    RawGiving(LongFunction<Facts> facts) {
        this.facts = facts;
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
        return new Giving(giving, passedOver(known(line)), qualified(known(line).qualifications()));
    }

    /** Who is barred from the event, and whom its firm has blocked. */
    private List<String> passedOver(Facts known) {
        return Stream.concat(
                        barred.stream(),
                        known.standings().entrySet().stream()
                                .filter(person -> person.getValue().blocked())
                                .map(Map.Entry::getKey))
                .distinct()
                .toList();
    }

    private Facts known(Document line) {
        return facts.apply(
                line.get("_id", Document.class).get("v", Number.class).longValue());
    }

    /** Of a line that {@link #after} has taken just now and that was decided under the rule. */
    Optional<Exclusive> exclusive(Document line) {
        if (!"refuse".equals(line.getString("overlap"))) {
            return Optional.empty();
        }
        Engagements elsewhere = known(line).engagements();
        Duration rest = elsewhere.rule().rest();
        return Optional.of(new Exclusive(
                line.getDate("at").toInstant().toEpochMilli(),
                Optional.of(elsewhere.byPerson())
                        .filter(known -> !known.isEmpty())
                        .map(known -> engaged(known, rest)),
                Optional.ofNullable(line.get("entry", Document.class))
                        .filter(entry -> "accept".equals(entry.getString("response")))
                        .flatMap(entry -> role(entry.getString("key")))
                        .map(role -> TimeSpan.of(fields, role))
                        .map(span -> new Shift(
                                span.from().toEpochMilli(), span.until().toEpochMilli(), rest.toMillis()))));
    }

    private Optional<Role> role(String key) {
        return roles.stream().filter(role -> role.key().equals(key)).findFirst();
    }

    private Map<String, Set<String>> engaged(Map<String, List<Engagement>> known, Duration rest) {
        Map<String, Set<String>> engaged = new HashMap<>();
        for (Role role : roles) {
            TimeSpan span = TimeSpan.of(fields, role);
            engaged.put(
                    role.name(),
                    known.entrySet().stream()
                            .filter(person -> person.getValue().stream()
                                    .anyMatch(place -> place.span().comesNear(span, rest)))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
        return engaged;
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
