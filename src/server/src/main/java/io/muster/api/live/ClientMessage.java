package io.muster.api.live;

import java.nio.charset.StandardCharsets;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Parses messages of a client: {@code {"type":"ping"}} and nothing else. */
@Singleton
class ClientMessage {
    private static final int MAX_BYTES = 4096;

    private final ObjectMapper json;

    ClientMessage(ObjectMapper json) {
        this.json = json;
    }

    /** The kind of a message. */
    enum Kind {
        PING,
        TOO_LARGE,
        UNKNOWN
    }

    Kind read(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Kind.TOO_LARGE;
        }
        return isPing(text) ? Kind.PING : Kind.UNKNOWN;
    }

    private boolean isPing(String text) {
        try {
            JsonNode message = json.readTree(text);
            return message.isObject()
                    && message.size() == 1
                    && message.path("type").asText().equals("ping");
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
