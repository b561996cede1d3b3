package io.muster.testing.openapi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Holds what clients of the API see against {@code openapi.yaml}: the answer's status has to be one that the operation lists, and
 * its media type, headers and body those of that status. A body that was taken has to be one that the document allows. Addresses
 * and methods that the document does not list may be answered by a general problem alone. What is not below {@code /api}, and the
 * tests' own probes, are nobody's contract.
 */
public final class HttpContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonPointer PATHS = JsonPointer.compile("/paths");
    private static final JsonPointer RESPONSES = JsonPointer.compile("/components/responses");

    /** What may be answered where no operation says what may. */
    private static final Map<Integer, String> GENERAL = Map.ofEntries(
            Map.entry(400, "Invalid"),
            Map.entry(401, "Unauthenticated"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "NotFound"),
            Map.entry(405, "MethodNotAllowed"),
            Map.entry(413, "PayloadTooLarge"),
            Map.entry(414, "UriTooLong"),
            Map.entry(415, "UnsupportedMediaType"),
            Map.entry(431, "HeadersTooLarge"),
            Map.entry(503, "ReadUnavailable"));

    private static final int FIRST_FAILURE = 300;
    private static final int METHOD_NOT_ALLOWED = 405;

    private HttpContract() {}

    /** @throws AssertionError where an exchange is not as the document says, with everything that is wrong with it */
    public static void check(Exchange exchange) {
        List<String> violations = violations(exchange);
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "not as openapi.yaml says: " + String.join("\n  ", violations) + "\nin " + exchange);
        }
    }

    /** Everything that is wrong with an exchange. */
    public static List<String> violations(Exchange exchange) {
        String address = exchange.address();
        if (!address.startsWith("/api/") || address.startsWith("/api/probe/") || isPreflight(exchange)) {
            return List.of();
        }
        Optional<JsonPointer> operation =
                isRefusedHead(exchange) ? Optional.empty() : operation(address, exchange.method());
        Optional<JsonPointer> response = operation
                .map(it -> it.appendProperty("responses").appendProperty("" + exchange.status()))
                .or(() -> Optional.ofNullable(GENERAL.get(exchange.status())).map(RESPONSES::appendProperty))
                .map(HttpContract::resolved)
                .filter(it -> !at(it).isMissingNode());
        if (response.isEmpty()) {
            return List.of("status " + exchange.status() + " is not listed for this call");
        }
        List<String> violations = new ArrayList<>();
        violations.addAll(ofHeaders(response.get(), exchange));
        violations.addAll(ofBody(response.get(), exchange));
        operation.ifPresent(it -> violations.addAll(ofRequest(it, exchange)));
        return violations;
    }

    /** Pages of other origins ask by it what they may do; no call of the API. */
    private static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS") && exchange.status() < FIRST_FAILURE;
    }

    /** HEAD is answered as GET where the address takes it. */
    private static boolean isRefusedHead(Exchange exchange) {
        return exchange.method().equals("HEAD") && exchange.status() == METHOD_NOT_ALLOWED;
    }

    private static List<String> ofHeaders(JsonPointer response, Exchange exchange) {
        List<String> violations = new ArrayList<>();
        JsonPointer headers = response.appendProperty("headers");
        exchange.headers()
                .ifPresent(sent -> at(headers).fieldNames().forEachRemaining(name -> {
                    JsonPointer header = resolved(headers.appendProperty(name));
                    String value = sent.get(name);
                    if (value != null) {
                        JsonPointer schema = header.appendProperty("schema");
                        ContractDocument.OPENAPI
                                .violations(schema, headerValue(schema, value))
                                .forEach(it -> violations.add(name + it));
                    } else if (at(header).path("required").booleanValue()) {
                        violations.add("header " + name + " is missing");
                    }
                }));
        return violations;
    }

    private static JsonNode headerValue(JsonPointer schema, String value) {
        return at(schema).path("type").textValue().equals("string") ? TextNode.valueOf(value) : json(value);
    }

    private static List<String> ofBody(JsonPointer response, Exchange exchange) {
        JsonNode described = at(response).path("content");
        if (exchange.body().isEmpty()) {
            boolean mayBe = described.isMissingNode()
                    || at(response).path("x-may-be-empty").booleanValue()
                    || exchange.method().equals("HEAD");
            return mayBe ? List.of() : List.of("the body is missing");
        }
        String mediaType = exchange.mediaType()
                .or(() -> described.properties().stream().map(Map.Entry::getKey).findFirst())
                .orElse("");
        if (!described.has(mediaType)) {
            return List.of("a body of type '" + mediaType + "' is not listed for status " + exchange.status());
        }
        JsonPointer schema =
                response.appendProperty("content").appendProperty(mediaType).appendProperty("schema");
        JsonNode body = mediaType.startsWith("text/") ? TextNode.valueOf(exchange.body()) : json(exchange.body());
        return ContractDocument.OPENAPI.violations(schema, body);
    }

    private static List<String> ofRequest(JsonPointer operation, Exchange exchange) {
        JsonPointer schema = operation
                .appendProperty("requestBody")
                .appendProperty("content")
                .appendProperty("application/json")
                .appendProperty("schema");
        boolean taken = exchange.status() < FIRST_FAILURE
                && exchange.sent().filter(it -> !it.isEmpty()).isPresent();
        return !taken || at(schema).isMissingNode()
                ? List.of()
                : ContractDocument.OPENAPI
                        .violations(schema, json(exchange.sent().orElseThrow()))
                        .stream()
                        .map(it -> "the request was taken, but " + it)
                        .toList();
    }

    /** The operation an address and a method belong to: of two paths that fit the one without a parameter. */
    private static Optional<JsonPointer> operation(String address, String method) {
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
        String path = null;
        for (Iterator<String> paths = at(PATHS).fieldNames(); paths.hasNext(); ) {
            String candidate = paths.next();
            if (fits(candidate, address) && (path == null || path.contains("{"))) {
                path = candidate;
            }
        }
        return Optional.ofNullable(path)
                .map(PATHS::appendProperty)
                .map(it -> it.appendProperty(verb))
                .filter(it -> !at(it).isMissingNode());
    }

    private static boolean fits(String template, String address) {
        String[] expected = template.split("/", -1);
        String[] actual = address.split("/", -1);
        boolean fits = expected.length == actual.length;
        for (int i = 0; fits && i < expected.length; i++) {
            fits = expected[i].equals(actual[i])
                    || (expected[i].startsWith("{")
                            && actual[i].endsWith(expected[i].substring(expected[i].indexOf('}') + 1))
                            && !isWord(i, actual[i]));
        }
        return fits;
    }

    /** Whether some address has this very word there: {@code available} is no id. */
    private static boolean isWord(int place, String segment) {
        return at(PATHS).properties().stream()
                .map(path -> path.getKey().split("/", -1))
                .anyMatch(path -> place < path.length && path[place].equals(segment));
    }

    /** Where a reference leads; a place that holds none is its own. */
    static JsonPointer resolved(JsonPointer place) {
        String reference = at(place).path("$ref").asText("");
        return reference.isEmpty() ? place : JsonPointer.compile(reference.substring(1));
    }

    static JsonNode at(JsonPointer place) {
        return ContractDocument.OPENAPI.tree().at(place);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
