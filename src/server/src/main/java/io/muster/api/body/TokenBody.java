package io.muster.api.body;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.people.MachineToken;
import io.muster.people.TokenScope;
import io.muster.people.WireNames;
import org.bson.types.ObjectId;

/** Reads the body that makes a machine's token: {@code {"scope", "name", "expires_at"}} (docs/api.md#machine-tokens). */
public final class TokenBody {
    private static final int MAX_NAME = 200;
    private static final int MAX_INSTANT = 100;

    private TokenBody() {}

    /**
     * The token, with an id of its own.
     *
     * @throws ProblemException {@code VALIDATION} with everything that is wrong with it
     */
    public static MachineToken token(JsonNode json, String managerId, Instant now) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        Violations violations = new Violations();
        Value body = new Value("", json, violations);
        MachineToken token = new MachineToken(
                new ObjectId(),
                managerId,
                scope(body.member("scope")),
                name(body.member("name")),
                now,
                expiresAt(body.member("expires_at"), now));
        violations.throwIfAny();
        return token;
    }

    private static TokenScope scope(Value value) {
        return WireNames.parse(TokenScope.class, String.valueOf(value.node().textValue()))
                .or(() -> value.wrong("must be one of " + WireNames.all(TokenScope.class)))
                .orElse(TokenScope.FEED);
    }

    private static String name(Value value) {
        return FieldValue.isBlank(value)
                ? value.<String>wrong("is required").orElse("")
                : Text.name(value, MAX_NAME).orElse("");
    }

    private static Instant expiresAt(Value value, Instant now) {
        Instant latest = now.plus(MachineToken.LONGEST);
        if (value.isNull()) {
            return latest;
        }
        Optional<Instant> time = Text.line(value, MAX_INSTANT).flatMap(Times::instant);
        if (time.filter(it -> it.isAfter(now) && !it.isAfter(latest)).isEmpty()) {
            value.wrong("must be a time ahead with its offset, within 365 days");
        }
        return time.orElse(latest);
    }
}
