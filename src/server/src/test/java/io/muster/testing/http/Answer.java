package io.muster.testing.http;

import java.util.Optional;

import io.muster.testing.openapi.Exchange;
import io.muster.testing.openapi.HttpContract;
import io.vertx.core.json.JsonObject;

/**
 * What a client saw of one call.
 *
 * @param start when it was handed to the connection, {@link System#nanoTime()}
 * @param end when its last byte was here, or the connection broke
 * @param status 0 if no whole answer came
 * @param body empty unless JSON came
 * @param broken why no whole answer came
 */
public record Answer(Call call, long start, long end, int status, JsonObject body, Optional<String> broken) {

    /**
     * The answer itself, if it is as the contract (docs/api.md#calls) says or none came.
     *
     * @throws AssertionError if it is not
     */
    public Answer checked() {
        if (broken.isEmpty()) {
            HttpContract.check(new Exchange(
                    call.method().name(),
                    call.path(),
                    call.body(),
                    status,
                    Optional.empty(),
                    body.isEmpty() ? "" : body.encode()));
        }
        return this;
    }

    /** The stable word of a refusal; empty for others. */
    public String code() {
        return body.getString("code", "");
    }

    /** The outcome in one word, for counting: a status for success, else status and code. */
    public String word() {
        return broken.map(why -> "broken").orElseGet(() -> code().isEmpty() ? "" + status : status + " " + code());
    }

    public boolean isRecorded() {
        return status == 200 && body.containsKey("recorded");
    }

    public boolean isReplayed() {
        return body.getBoolean("replayed", false)
                || body.getJsonObject("recorded", new JsonObject()).getBoolean("replayed", false);
    }

    /** The version that recorded it. */
    public long recordedVersion() {
        return body.getJsonObject("recorded").getLong("version");
    }

    /** Whether nobody can tell from this answer if the call took effect. */
    public boolean isUnknown() {
        return broken.isPresent() || code().equals("OUTCOME_UNKNOWN");
    }

    public Press press() {
        return call.press().orElseThrow();
    }

    public long millis() {
        return (end - start) / 1_000_000;
    }
}
