package io.muster.api.body;

import java.io.IOException;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.api.problem.BadJson;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;

/** Parses a body, for calls that check something else first. */
@Singleton
public class JsonBody {
    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    /** @throws ProblemException {@link ProblemType#VALIDATION} if it is empty, or not one JSON document in UTF-8 */
    public JsonNode read(byte[] body) {
        if (!BodyText.isText(body)) {
            throw BodyText.problem();
        }
        try {
            JsonNode node = json.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw ProblemException.invalid("", "The body must be a JSON object.");
            }
            return node;
        } catch (JacksonException e) {
            throw BadJson.problem(e);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }
}
