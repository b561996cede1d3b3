package io.muster.api.body;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.AudiencePatch;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import org.jspecify.annotations.Nullable;

/**
 * A JSON merge patch of an event (RFC 7396, docs/api.md#patch): null clears, arrays are replaced as a whole, {@code
 * status} alone is a move. Members that the service maintains are accepted if they equal what is stored, so that a
 * client can send back what it received.
 */
public final class PatchBody {
    private static final String CONFLICTS = "conflicts";
    private static final Set<String> KEPT = Set.of(
            "id",
            "_id",
            "managerId",
            Names.STATUS,
            "accepted_staff",
            "standby_staff",
            "declined_staff",
            "accepted_count",
            "standby_count",
            "declined_count",
            "unconfirmed_count",
            "role_stats",
            "my_response",
            "my_standby",
            "my_opens_at",
            "version",
            "cancel_reason",
            "endsAt",
            "createdAt",
            "updatedAt");

    private final JsonNode body;
    private final ZoneId defaultZone;

    /**
     * @param defaultZone the time zone if it is cleared
     * @throws ProblemException {@code VALIDATION} if it is no object: RFC 7396 would replace the whole event by it
     */
    PatchBody(JsonNode body, ZoneId defaultZone) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        this.body = body;
        this.defaultZone = defaultZone;
    }

    /**
     * The target status, if it is the only member.
     *
     * @throws ProblemException {@code VALIDATION} if it is no status
     */
    public Optional<EventStatus> transition() {
        if (body.size() != 1 || !body.has(Names.STATUS)) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(body.get(Names.STATUS).textValue())
                .flatMap(EventStatus::ofWireName)
                .orElseThrow(() -> ProblemException.invalid(Names.STATUS, "must be a status an event can have")));
    }

    /** Whether anything in it has to be compared with the people of the event. */
    public boolean namesPeople() {
        return body.has("accepted_staff") || body.has("standby_staff") || body.has("declined_staff");
    }

    /**
     * The edit.
     *
     * @param stored the event as its manager sees it
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public EventPatch edit(ObjectNode stored) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        Map<EventField, Optional<Object>> fields = fields(value);
        EventPatch patch = new EventPatch(
                withoutEcho(fields, stored),
                given(value, Names.ROLES).map(RolesValue::read),
                new AudiencePatch(
                        given(value, Names.AUDIENCE_USER_KEYS).map(KeysValue::userKeys),
                        given(value, Names.AUDIENCE_TEAM_IDS).map(KeysValue::teamIds),
                        given(value, Names.WAVES).map(WavesValue::read)),
                given(value, Names.BARRED_USER_KEYS).map(KeysValue::barred),
                given(value, Names.ROLES).map(RolesValue::renamed).orElse(Map.of()));
        for (String name : KEPT) {
            given(value, name)
                    .filter(member -> !says(ofThisEvent(member.node()), stored.get(name)))
                    .ifPresent(member -> member.wrong("is kept by the service"));
        }
        violations.throwIfAny();
        return patch;
    }

    private static Optional<Value> given(Value body, String name) {
        return body.has(name) ? Optional.of(body.member(name)) : Optional.empty();
    }

    private Map<EventField, Optional<Object>> fields(Value body) {
        Map<EventField, Optional<Object>> fields = new TreeMap<>();
        for (EventField field : EventField.values()) {
            given(body, field.wireName())
                    .filter(value -> !field.isKept())
                    .ifPresent(value -> fields.put(field, FieldValue.read(field, value)));
        }
        Value date = body.member(EventField.DATE.wireName());
        if (fields.containsKey(EventField.DATE) && FieldValue.isBlank(date)) {
            date.wrong("is required");
        }
        fields.computeIfPresent(EventField.TIMEZONE, (field, zone) -> Optional.of(zone.orElse(defaultZone)));
        return fields;
    }

    /** A shift's name is the event's unless given. Sent back beside an unchanged event name it sets none. */
    private static Map<EventField, Optional<Object>> withoutEcho(
            Map<EventField, Optional<Object>> fields, ObjectNode stored) {
        Optional<Object> eventName = Optional.ofNullable(
                stored.path(EventField.EVENT_NAME.wireName()).textValue());
        Optional<Object> shiftName = Optional.ofNullable(
                stored.path(EventField.SHIFT_NAME.wireName()).textValue());
        boolean sameEvent =
                fields.getOrDefault(EventField.EVENT_NAME, eventName).equals(eventName);
        if (sameEvent && shiftName.equals(eventName) && eventName.equals(fields.get(EventField.SHIFT_NAME))) {
            fields.remove(EventField.SHIFT_NAME);
        }
        return fields;
    }

    /** Entries without what they say of other events, which may be another by now. */
    private static JsonNode ofThisEvent(JsonNode given) {
        if (given.findParents(CONFLICTS).isEmpty()) {
            return given;
        }
        JsonNode entries = given.deepCopy();
        entries.findParents(CONFLICTS).forEach(entry -> ((ObjectNode) entry).remove(CONFLICTS));
        return entries;
    }

    private static boolean says(JsonNode given, @Nullable JsonNode stored) {
        return stored != null && stored.equals(PatchBody::compareNumbers, given);
    }

    /** Integers are read as int or long. */
    private static int compareNumbers(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber()) {
            return Long.compare(one.longValue(), other.longValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
