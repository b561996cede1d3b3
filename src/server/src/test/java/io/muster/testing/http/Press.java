package io.muster.testing.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * A person pressing ACCEPT, DECLINE or CONFIRM.
 *
 * @param response {@code accept}, {@code decline} or {@code confirm}
 * @param idempotencyKey sent in the header of that name
 * @param standby whether the person waits if there is no place
 * @param version of a confirmation, what the person has seen
 */
public record Press(
        Person person,
        String eventId,
        String response,
        Optional<String> role,
        Optional<String> idempotencyKey,
        boolean standby,
        Optional<Long> version) {

    public static Press accept(Person person, String eventId, String role) {
        return new Press(person, eventId, "accept", Optional.of(role), Optional.empty(), false, Optional.empty());
    }

    public static Press decline(Person person, String eventId) {
        return new Press(person, eventId, "decline", Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** A person who is in says that times and place, as they are at this version, suit. */
    public static Press confirm(Person person, String eventId, long version) {
        return new Press(person, eventId, "confirm", Optional.empty(), Optional.empty(), false, Optional.of(version));
    }

    /** The same accept, of a person who waits if there is no place. */
    public Press orStandBy() {
        return new Press(person, eventId, response, role, idempotencyKey, true, version);
    }

    public Press withKey(String key) {
        return new Press(person, eventId, response, role, Optional.of(key), standby, version);
    }

    public boolean isConfirm() {
        return "confirm".equals(response);
    }

    public boolean isDecline() {
        return "decline".equals(response);
    }

    public boolean isAccept() {
        return "accept".equals(response);
    }

    /** The request that brings it to the process listening on the port. */
    public Call to(int port) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + person.token());
        headers.put("Content-Type", "application/json");
        idempotencyKey.ifPresent(key -> headers.put("Idempotency-Key", key));
        JsonObject body = new JsonObject().put("response", response);
        role.ifPresent(name -> body.put("role", name));
        version.ifPresent(seen -> body.put("version", seen));
        if (standby) {
            body.put("standby", true);
        }
        return new Call(
                port,
                HttpMethod.POST,
                "/api/events/" + eventId + "/respond",
                headers,
                Optional.of(body.encode()),
                Optional.of(this));
    }
}
