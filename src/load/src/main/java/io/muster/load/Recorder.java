package io.muster.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.muster.history.Entry;
import io.muster.history.Entry.Called;
import io.muster.load.CrowdTokens.Person;

/** Records what clients send and receive, from any thread. */
final class Recorder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    /** A finding besides responses and frames. */
    void complain(String what) {
        complaints.add(what);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    /**
     * A response and its answer.
     *
     * @param key sent as its {@code Idempotency-Key}
     * @param start {@code nanoTime} before it was sent
     * @param status 0 if no complete answer arrived
     * @return the event's version in the answer
     */
    Optional<Long> called(
            Person person,
            String eventId,
            String response,
            Optional<String> role,
            String key,
            long start,
            int status,
            String body) {
        JsonNode json = json(body);
        JsonNode recorded = json.path("recorded");
        entries.add(new Called(
                person.userKey(),
                eventId,
                response,
                role,
                Optional.of(key),
                start,
                System.nanoTime(),
                status,
                json.hasNonNull("code") ? Optional.of(json.path("code").asText()) : Optional.empty(),
                version(json),
                version(recorded),
                json.path("replayed").asBoolean()));
        return version(json);
    }

    private static Optional<Long> version(JsonNode json) {
        return json.hasNonNull("version") ? Optional.of(json.path("version").asLong()) : Optional.empty();
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }

    List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    List<Called> calls() {
        return entries.stream()
                .filter(Called.class::isInstance)
                .map(Called.class::cast)
                .toList();
    }
}
