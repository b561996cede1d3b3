package io.muster.testing.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * A person pressing ACCEPT or DECLINE.
 *
 * @param response {@code accept} or {@code decline}
 * @param idempotencyKey sent in the header of that name
 * @param standby whether the person waits if there is no place
 */
public record Press(
        Person person,
        String eventId,
        String response,
        Optional<String> role,
        Optional<String> idempotencyKey,
        boolean standby) {

    public static Press accept(Person person, String eventId, String role) {
        return new Press(person, eventId, "accept", Optional.of(role), Optional.empty(), false);
    }

    public static Press decline(Person person, String eventId) {
        return new Press(person, eventId, "decline", Optional.empty(), Optional.empty(), false);
    }

    /** The same accept, of a person who waits if there is no place. */
    public Press orStandBy() {
        return new Press(person, eventId, response, role, idempotencyKey, true);
    }

    public Press withKey(String key) {
        return new Press(person, eventId, response, role, Optional.of(key), standby);
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
