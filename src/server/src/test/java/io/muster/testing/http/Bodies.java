package io.muster.testing.http;

import java.time.LocalDate;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies that make events. */
public final class Bodies {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SOON_DAYS = 30;

    private Bodies() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A published event for everyone, in a month, with ten places for servers. */
    public static ObjectNode published() {
        return event().put("status", "published");
    }

    /** A draft for everyone, in a month, with ten places for servers. */
    public static ObjectNode event() {
        ObjectNode body = object().put("event_name", "Gala").put("date", soon().toString());
        role(body, "Server", 10);
        return body;
    }

    /** The day of {@link #event}. */
    public static LocalDate soon() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(SOON_DAYS);
    }

    /** With one role more. */
    public static ObjectNode role(ObjectNode body, String role, int count) {
        body.withArray("roles").addObject().put("role", role).put("count", count);
        return body;
    }

    /** With one role more that people may wait for ({@code waitlist}) or ask for ({@code approval}). */
    public static ObjectNode role(ObjectNode body, String role, int count, String standby) {
        body.withArray("roles")
                .addObject()
                .put("role", role)
                .put("count", count)
                .put(standby, true);
        return body;
    }

    /** With these roles instead, all of the same count. */
    public static ObjectNode roles(ObjectNode body, int count, String... roles) {
        body.remove("roles");
        for (String role : roles) {
            role(body, role, count);
        }
        return body;
    }

    public static ObjectNode forTeams(ObjectNode body, String... teamIds) {
        ArrayNode teams = body.putArray("audience_team_ids");
        for (String teamId : teamIds) {
            teams.add(teamId);
        }
        return body;
    }

    public static ObjectNode forPeople(ObjectNode body, String... userKeys) {
        ArrayNode people = body.putArray("audience_user_keys");
        for (String userKey : userKeys) {
            people.add(userKey);
        }
        return body;
    }

    public static ObjectNode accept(String role) {
        return object().put("response", "accept").put("role", role);
    }

    /** An accept by a person who waits or asks for a place that cannot be had now. */
    public static ObjectNode standBy(String role) {
        return accept(role).put("standby", true);
    }

    public static ObjectNode decline() {
        return object().put("response", "decline");
    }
}
