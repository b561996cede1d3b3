package io.muster.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.history.Entry;
import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;

/** The calls of a manager and an administrator before and after the load. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final int FORTNIGHT = 14;
    private static final int PAGE = 500;
    private static final int CONFLICT = 409;
    private static final List<Integer> REFUSALS = List.of(404, CONFLICT, 503);
    private static final int MOST_TURNS = 30;

    private final URI target;
    private final CrowdTokens tokens;

    Api(URI target, CrowdTokens tokens) {
        this.target = target;
        this.tokens = tokens;
    }

    /**
     * A role and its places.
     *
     * @param standbyMax how many may wait for one, or ask for one; 0 for a role that nobody is on standby for
     * @param approval whether the manager decides who gets one
     */
    record Role(String name, int places, int standbyMax, boolean approval) {
        Role(String name, int places) {
            this(name, places, 0, false);
        }

        @Override
        public String toString() {
            return name + " x" + places + (standbyMax > 0 ? " and " + standbyMax + " on standby" : "");
        }

        void writeTo(ObjectNode json) {
            json.put("role", name).put("count", places);
            if (standbyMax > 0) {
                json.put(approval ? "approval" : "waitlist", true).put("standby_max", standbyMax);
            }
        }
    }

    /** Creates an event in a fortnight, published, for all staff of the manager. @return its id */
    String publish(List<Role> roles) {
        return publish(roles, FORTNIGHT, Duration.ZERO);
    }

    /**
     * Creates an event, published, for all staff of the manager.
     *
     * @param inDays in how many days it is
     * @param opensIn when people may accept from; zero for at once
     * @return its id
     */
    String publish(List<Role> roles, int inDays, Duration opensIn) {
        ObjectNode event = JSON.createObjectNode();
        event.put("event_name", "Load test");
        event.put("date", LocalDate.now(ZoneOffset.UTC).plusDays(inDays).toString());
        event.put("status", "published");
        for (Role role : roles) {
            role.writeTo(event.withArray("roles").addObject());
        }
        if (!opensIn.isZero()) {
            event.put("opens_at", Instant.now().plus(opensIn).toString());
        }
        return expect(
                        201,
                        request("/api/events", tokens.manager())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(event.toString())))
                .path("id")
                .asText();
    }

    /**
     * A manager's call about an event, of the address below the event's.
     *
     * @param body empty for none
     * @return the event after it; empty if it is refused, because somebody else came first or too many want something
     */
    Optional<JsonNode> tried(String method, String eventId, String path, String body) {
        HttpResponse<String> answer = answer(request("/api/events/" + eventId + path, tokens.manager())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        return REFUSALS.contains(answer.statusCode()) ? Optional.empty() : Optional.of(expect(200, answer));
    }

    /** From now on the manager's firm refuses places at the same time. */
    void refuseOverlap() {
        expect(
                200,
                request("/api/firm", tokens.manager())
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"overlap\":\"refuse\"}")));
    }

    /** The event in its current state. */
    Stored stored(String eventId) {
        JsonNode event = expect(200, request("/api/events/" + eventId, tokens.manager()));
        return new Stored(
                eventId,
                event.path("version").asLong(),
                event.path("status").asText(),
                seats(event.path("accepted_staff")),
                seats(event.path("standby_staff")),
                seats(event.path("declined_staff")),
                event.path("accepted_count").asInt(),
                event.path("standby_count").asInt(),
                event.path("declined_count").asInt(),
                places(event.path("role_stats")),
                giving(event));
    }

    /** The load tests change nothing of this, of an event that is far ahead, so that it is the same at each version. */
    private static Giving giving(JsonNode event) {
        List<String> roles = new ArrayList<>();
        if (List.of("published", "fulfilled").contains(event.path("status").asText())) {
            event.path("roles").forEach(role -> {
                if (role.path("waitlist").asBoolean()) {
                    roles.add(role.path("role").asText());
                }
            });
        }
        List<String> barred = new ArrayList<>();
        event.path("barred_user_keys").forEach(userKey -> barred.add(userKey.asText()));
        return new Giving(roles, barred);
    }

    /** Parses roles' figures as the service writes them. */
    static List<Places> places(JsonNode stats) {
        List<Places> places = new ArrayList<>();
        stats.forEach(role -> places.add(new Places(
                role.path("role").asText(),
                role.path("capacity").asInt(),
                role.path("taken").asInt())));
        return places;
    }

    private static List<Seat> seats(JsonNode entries) {
        List<Seat> seats = new ArrayList<>();
        entries.forEach(entry -> seats.add(new Seat(
                entry.path("userKey").asText(),
                text(entry, "role"),
                entry.path("version").asLong(),
                entry.path("since").asLong(entry.path("version").asLong()))));
        return seats;
    }

    /** The whole journal of an event, and the event. */
    List<Entry> journal(String eventId) {
        List<Entry> entries = new ArrayList<>();
        long after = 0;
        JsonNode page;
        do {
            page = expect(
                            200,
                            request(
                                    "/api/events/" + eventId + "/journal?limit=" + PAGE + "&after=" + after,
                                    tokens.manager()))
                    .path("entries");
            for (JsonNode line : page) {
                after = line.path("version").asLong();
                entries.add(new Journaled(
                        eventId,
                        after,
                        line.path("kind").asText(),
                        text(line, "userKey"),
                        text(line, "response"),
                        text(line, "role"),
                        Optional.empty(),
                        number(line, "since"),
                        number(line, "cause"),
                        text(line, "actor"),
                        Optional.empty(),
                        renamed(line),
                        override(line)));
            }
        } while (page.size() == PAGE);
        entries.add(stored(eventId));
        return entries;
    }

    private static Set<String> override(JsonNode line) {
        Set<String> codes = new HashSet<>();
        line.path("override").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private static Map<String, String> renamed(JsonNode line) {
        Map<String, String> renamed = new HashMap<>();
        line.path("renamed")
                .fields()
                .forEachRemaining(
                        each -> renamed.put(each.getKey(), each.getValue().asText()));
        return renamed;
    }

    /** The service's own audit. @return the violations of these events */
    List<String> audit(List<String> eventIds) {
        List<String> violations = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = auditPage(after);
            for (JsonNode violation : page.path("violations")) {
                if (eventIds.contains(violation.path("eventId").asText())) {
                    violations.add(violation.toString());
                }
            }
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        return violations;
    }

    /** One audit runs at a time: waits for another one. */
    private JsonNode auditPage(String after) {
        HttpRequest.Builder request =
                request("/api/admin/audit" + (after.isEmpty() ? "" : "?after=" + after), tokens.admin());
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            HttpResponse<String> answer = answer(request);
            if (answer.statusCode() != CONFLICT) {
                return expect(200, answer);
            }
            pause(Duration.ofSeconds(1));
        }
        throw new RefusedException("another audit does not end");
    }

    private static Optional<Long> number(JsonNode node, String name) {
        return Optional.of(node.path(name)).filter(JsonNode::isNumber).map(JsonNode::asLong);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.hasNonNull(name) ? Optional.of(json.path(name).asText()) : Optional.empty();
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(target.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode expect(int status, HttpRequest.Builder request) {
        return expect(status, answer(request));
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() != status) {
                throw new RefusedException("the service answered " + answer.statusCode() + " to "
                        + answer.uri().getPath() + ": " + body.path("message").asText());
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new RefusedException("the service answered " + answer.statusCode() + " to "
                    + answer.uri().getPath() + ", and no JSON");
        }
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return send(request.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the service does not answer: " + e, e);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Whether the service says so now; a moment later than asked where it does not. */
    static boolean isReady(URI management) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            if (send(request).statusCode() == 200) {
                return true;
            }
        } catch (IOException nobody) {
            // Not yet.
        }
        pause(Duration.ofMillis(50));
        return false;
    }

    static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The metrics, in the text format of Prometheus. */
    static String metrics(URI metrics) {
        try {
            return send(HttpRequest.newBuilder(metrics).build()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("no metrics at " + metrics, e);
        }
    }
}
