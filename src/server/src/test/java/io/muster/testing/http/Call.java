package io.muster.testing.http;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * One request to one process of the service.
 *
 * @param port of the process on this machine
 * @param path with the query, if any
 * @param press what it means where it is a response to an event
 */
public record Call(
        int port,
        HttpMethod method,
        String path,
        Map<String, String> headers,
        Optional<String> body,
        Optional<Press> press) {

    /** A call as the person or manager whose token it is. */
    public static Call of(int port, HttpMethod method, String path, String token, Optional<JsonObject> body) {
        return new Call(
                port,
                method,
                path,
                Map.of("Authorization", "Bearer " + token),
                body.map(JsonObject::encode),
                Optional.empty());
    }
}
