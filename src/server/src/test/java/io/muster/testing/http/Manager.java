package io.muster.testing.http;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A manager who makes events through the API of one process. */
public record Manager(String managerId, String token, int port, LoadClient client) {

    public static Manager of(String managerId, int port, LoadClient client) {
        String token =
                TestTokens.manager(managerId).secret(PackagedService.SECRET).sign();
        return new Manager(managerId, token, port, client);
    }

    /** Makes an event in a fortnight, published, for all the manager's staff. */
    public String publishes(Map<String, Integer> places) {
        JsonArray roles = new JsonArray();
        places.forEach(
                (role, count) -> roles.add(new JsonObject().put("role", role).put("count", count)));
        return publishes(roles);
    }

    /** The same with one role that so many people may wait for. */
    public String publishesWaitlist(String role, int count, int waiting) {
        return publishes(new JsonArray()
                .add(new JsonObject()
                        .put("role", role)
                        .put("count", count)
                        .put("waitlist", true)
                        .put("standby_max", waiting)));
    }

    /** The same with any roles, as in the body of a request. */
    public String publishes(JsonArray roles) {
        JsonObject event = new JsonObject()
                .put("event_name", "Gala")
                .put("date", LocalDate.now(ZoneOffset.UTC).plusDays(14).toString())
                .put("status", "published")
                .put("roles", roles);
        Answer made = client.send(Call.of(port, HttpMethod.POST, "/api/events", token, Optional.of(event)));
        if (made.status() != 201) {
            throw new AssertionError("no event made: " + made.word() + " " + made.body());
        }
        return made.body().getString("id");
    }

    /** So many people who work for this manager, each with a token of their own. */
    public List<Person> crowd(String prefix, int size) {
        return Person.crowd(managerId, prefix, size);
    }

    /** The event as this manager sees it now. */
    public JsonObject sees(String eventId) {
        return client.send(Call.of(port, HttpMethod.GET, "/api/events/" + eventId, token, Optional.empty()))
                .body();
    }
}
