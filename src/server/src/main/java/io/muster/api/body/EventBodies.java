package io.muster.api.body;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;

/** Reads the bodies that create or publish events. All violations of a body are collected before it is refused. */
@Singleton
public class EventBodies {
    static final int MAX_BATCH = 30;

    private final ZoneId defaultZone;

    EventBodies(DefaultZone defaultZone) {
        this.defaultZone = defaultZone.zone();
    }

    /**
     * One new event.
     *
     * @param managerId the owner; a body that names another manager is refused
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public EventContent one(JsonNode body, String managerId) {
        Violations violations = new Violations();
        EventContent content = read(new Value("", body, violations), managerId);
        violations.throwIfAny();
        return content;
    }

    /** {@code {"events":[…]}} with 1 to 30 events; as {@link #one}. */
    public List<EventContent> batch(JsonNode body, String managerId) {
        Violations violations = new Violations();
        Value events = new Value("", body, violations).member("events");
        List<EventContent> contents = new ArrayList<>();
        if (!body.isObject()) {
            violations.add("", "must be an object");
        } else if (!events.node().isArray()
                || events.node().isEmpty()
                || events.node().size() > MAX_BATCH) {
            events.wrong("must be a list of 1 to " + MAX_BATCH + " events");
        } else {
            events.elements().forEach(event -> contents.add(read(event, managerId)));
        }
        violations.throwIfAny();
        return contents;
    }

    /** A patch, to be compared with the stored event. */
    public PatchBody patch(JsonNode body) {
        return new PatchBody(body, defaultZone);
    }

    /** The audience of a publication; a list that is absent or null is kept. */
    public AudiencePatch audience(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        AudiencePatch audience = new AudiencePatch(
                given(value, Names.AUDIENCE_USER_KEYS).map(KeysValue::userKeys),
                given(value, Names.AUDIENCE_TEAM_IDS).map(KeysValue::teamIds));
        violations.throwIfAny();
        return audience;
    }

    /**
     * The reason of a cancellation, {@code {"reason"}}; empty for null and for blanks.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public Optional<String> reason(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        Optional<String> reason = FieldValue.read(EventField.CANCEL_REASON, value.member("reason"))
                .map(String.class::cast);
        violations.throwIfAny();
        return reason;
    }

    private static Optional<Value> given(Value body, String name) {
        return Optional.of(body.member(name)).filter(member -> !member.isNull());
    }

    private EventContent read(Value body, String managerId) {
        if (!body.node().isObject()) {
            body.wrong("must be an object");
            return new EventContent(EventStatus.DRAFT, Map.of(), List.of(), Audience.EVERYONE, List.of());
        }
        EventStatus status = status(body.member(Names.STATUS));
        Map<EventField, Object> fields = fields(body);
        List<Role> roles = RolesValue.read(body.member(Names.ROLES));
        Audience audience = new Audience(
                KeysValue.userKeys(body.member(Names.AUDIENCE_USER_KEYS)),
                KeysValue.teamIds(body.member(Names.AUDIENCE_TEAM_IDS)),
                WavesValue.read(body.member(Names.WAVES)));
        List<String> barred = KeysValue.barred(body.member(Names.BARRED_USER_KEYS));
        nobodyIn(body.member("accepted_staff"));
        nobodyIn(body.member("standby_staff"));
        nobodyIn(body.member("declined_staff"));
        ownedBy(body.member("managerId"), managerId);
        return new EventContent(status, fields, roles, audience, barred);
    }

    private Map<EventField, Object> fields(Value body) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        for (EventField field : EventField.values()) {
            if (!field.isKept()) {
                FieldValue.read(field, body.member(field.wireName())).ifPresent(value -> fields.put(field, value));
            }
        }
        Value date = body.member(EventField.DATE.wireName());
        if (FieldValue.isBlank(date)) {
            date.wrong("is required");
        }
        fields.putIfAbsent(EventField.TIMEZONE, defaultZone);
        return fields;
    }

    static EventStatus status(Value value) {
        if (value.isNull()) {
            return EventStatus.DRAFT;
        }
        Optional<EventStatus> status =
                Optional.ofNullable(value.node().textValue()).flatMap(EventStatus::ofWireName);
        if (status.isEmpty() || (status.get() != EventStatus.DRAFT && status.get() != EventStatus.PUBLISHED)) {
            value.wrong("must be draft or published");
        }
        return status.orElse(EventStatus.DRAFT);
    }

    private static void nobodyIn(Value list) {
        if (!list.isNull() && !(list.node().isArray() && list.node().isEmpty())) {
            list.wrong("must be empty: people come in by their own response");
        }
    }

    private static void ownedBy(Value value, String managerId) {
        if (!value.isNull() && !managerId.equals(value.node().textValue())) {
            value.wrong("must be your own, or left out");
        }
    }
}
