package io.muster.api.respond;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.muster.api.body.ReasonText;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Blanks;
import io.muster.event.Command;
import io.muster.event.Response;

/**
 * The body of a response.
 *
 * @param kind what the person answers
 * @param role as the person wrote it, NFC and trimmed; always there for an accept
 * @param standby whether a person who cannot get in now wants to be on standby; false for a decline
 * @param reason why the person declines; empty for an accept
 * @param seen the version whose times and place the person confirms; 0 for any other answer
 */
record ResponseBody(Kind kind, Optional<String> role, boolean standby, Optional<String> reason, long seen) {
    private static final int MAX_ROLE = 64;

    /** What a person can answer, by its name in JSON. */
    enum Kind {
        ACCEPT(Response.ACCEPT.wireName()),
        DECLINE(Response.DECLINE.wireName()),
        CONFIRM(Command.Confirm.NAME);

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        static Optional<Kind> ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(name))
                    .findFirst();
        }
    }

    /** @throws ProblemException in the contract's order (docs/api.md#respond-order): the response, the role, anything else */
    static ResponseBody read(JsonNode body) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "The body must be a JSON object.");
        }
        Kind kind = Optional.ofNullable(body.get("response"))
                .filter(JsonNode::isTextual)
                .flatMap(it -> Kind.ofWireName(it.textValue()))
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_RESPONSE));
        Optional<String> named = text(body, "role");
        Optional<String> alias = text(body, "position");
        Optional<String> role = named.or(() -> alias);
        if (kind == Kind.CONFIRM) {
            return new ResponseBody(kind, Optional.empty(), false, Optional.empty(), seen(body));
        }
        if (kind == Kind.ACCEPT && role.isEmpty()) {
            throw new ProblemException(ProblemType.ROLE_REQUIRED);
        }
        boolean accepts = kind == Kind.ACCEPT;
        boolean standby = isTrue(body, "standby");
        Optional<String> reason =
                ReasonText.read(body.path("reason").isMissingNode() ? NullNode.getInstance() : body.path("reason"));
        return new ResponseBody(kind, role, standby && accepts, reason.filter(it -> !accepts), 0);
    }

    private static long seen(JsonNode body) {
        JsonNode version = body.path("version");
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
            throw ProblemException.invalid("version", "must be the version of the event that was seen");
        }
        return version.longValue();
    }

    private static boolean isTrue(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ProblemException.invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    private static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ProblemException.invalid(field, "must be a string");
        }
        String text = Blanks.strip(Normalizer.normalize(value.textValue(), Normalizer.Form.NFC));
        if (text.codePointCount(0, text.length()) > MAX_ROLE) {
            throw ProblemException.invalid(field, "must be at most " + MAX_ROLE + " characters");
        }
        return Optional.of(text).filter(it -> !it.isEmpty());
    }
}
