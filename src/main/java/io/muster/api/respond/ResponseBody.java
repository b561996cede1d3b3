package io.muster.api.respond;

import java.text.Normalizer;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.Problem;
import io.muster.api.ProblemType;
import io.muster.event.Response;

/**
 * What a person says to an event.
 *
 * @param role as the person wrote it, NFC and trimmed; always there for an accept
 */
record ResponseBody(Response response, Optional<String> role) {
    private static final int MAX_ROLE = 64;

    /** @throws Problem in the contract's order: the response, the role, anything else */
    static ResponseBody read(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.invalid("", "The body must be a JSON object.");
        }
        Response response = Optional.ofNullable(body.get("response"))
                .filter(JsonNode::isTextual)
                .flatMap(it -> Response.ofWireName(it.textValue()))
                .orElseThrow(() -> new Problem(ProblemType.INVALID_RESPONSE));
        Optional<String> named = text(body, "role");
        Optional<String> alias = text(body, "position");
        Optional<String> role = named.or(() -> alias);
        if (response == Response.ACCEPT && role.isEmpty()) {
            throw new Problem(ProblemType.ROLE_REQUIRED);
        }
        return new ResponseBody(response, role);
    }

    private static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Problem.invalid(field, "must be a string");
        }
        String text =
                Normalizer.normalize(value.textValue(), Normalizer.Form.NFC).strip();
        if (text.codePointCount(0, text.length()) > MAX_ROLE) {
            throw Problem.invalid(field, "must be at most " + MAX_ROLE + " characters");
        }
        return Optional.of(text).filter(it -> !it.isEmpty());
    }
}
