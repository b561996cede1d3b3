package io.muster.load;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A manager who changes an event while a crowd responds to it, one change after the other by turns. People are moved to its last role,
 * which nobody else wants; it is renamed now and then. Closing it cancels the event and reopens it, and complains of each change
 * that never was recorded.
 */
final class ManagersHand implements AutoCloseable {
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(20);

    /** Seldom, so that people can confirm one before the next. */
    private static final int TURNS_TO_MOVE = 50;

    private static final List<String> NAMES = List.of("Porter", "Runner");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Function<JsonNode, Optional<JsonNode>>> changes = new LinkedHashMap<>();
    private final Set<String> recorded = new HashSet<>();
    private final Run run;
    private int turn;

    private ManagersHand(Run run) {
        this.run = run;
        changes.put("a request granted", event -> request(event).flatMap(this::grant));
        changes.put("a request refused", event -> request(event).flatMap(this::remove));
        changes.put("somebody moved", event -> holder(event, role(event, 0)).flatMap(entry -> put(entry, last(event))));
        changes.put("somebody removed", event -> holder(event, last(event)).flatMap(this::remove));
        changes.put("a role renamed", this::rename);
        changes.put(
                "the beginning moved",
                event -> patch("{\"start_time\":\"" + (10 + turn / TURNS_TO_MOVE % 2) + ":00\"}"));
    }

    /** The role that people are moved to. */
    static Api.Role lastRole(int places) {
        return new Api.Role(NAMES.get(0), places);
    }

    static ManagersHand start(Run run) {
        ManagersHand hand = new ManagersHand(run);
        hand.clock.scheduleWithFixedDelay(
                hand::change, BETWEEN_CHANGES.toMillis(), BETWEEN_CHANGES.toMillis(), TimeUnit.MILLISECONDS);
        return hand;
    }

    private void change() {
        try {
            String what = List.copyOf(changes.keySet()).get(turn++ % changes.size());
            run.api().tried("GET", eventId(), "", "").flatMap(changes.get(what)).ifPresent(event -> recorded.add(what));
        } catch (RuntimeException failure) {
            run.recorder().complain("the manager: " + failure);
        }
    }

    private Optional<JsonNode> grant(JsonNode request) {
        return put(request, request.path("role").asText());
    }

    private Optional<JsonNode> put(JsonNode entry, String role) {
        return run.api().tried("PUT", eventId(), staff(entry), "{\"role\":\"" + role + "\"}");
    }

    private Optional<JsonNode> remove(JsonNode entry) {
        return run.api().tried("DELETE", eventId(), staff(entry), "");
    }

    private Optional<JsonNode> rename(JsonNode event) {
        ObjectNode patch = event.deepCopy();
        patch.retain("roles");
        String before = last(event);
        ((ObjectNode) patch.path("roles").path(event.path("roles").size() - 1))
                .put("was", before)
                .put("role", NAMES.get(1 - NAMES.indexOf(before)));
        return patch(patch.toString());
    }

    private Optional<JsonNode> patch(String body) {
        return run.api().tried("PATCH", eventId(), "", body);
    }

    private String eventId() {
        return run.events().get(0);
    }

    private static String staff(JsonNode entry) {
        return "/staff/" + entry.path("userKey").asText();
    }

    private static String role(JsonNode event, int index) {
        return event.path("roles").path(index).path("role").asText();
    }

    private static String last(JsonNode event) {
        return role(event, event.path("roles").size() - 1);
    }

    private static Optional<JsonNode> request(JsonNode event) {
        return first(
                event.path("standby_staff"),
                entry -> entry.path("reason").asText().equals("approval"));
    }

    private static Optional<JsonNode> holder(JsonNode event, String role) {
        return first(
                event.path("accepted_staff"),
                entry -> entry.path("role").asText().equals(role));
    }

    private static Optional<JsonNode> first(JsonNode entries, Predicate<JsonNode> which) {
        return StreamSupport.stream(entries.spliterator(), false).filter(which).findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the manager does not end");
        }
        for (String move : List.of("/cancel", "/reopen")) {
            if (run.api().tried("POST", eventId(), move, "").isEmpty()) {
                run.recorder().complain(move + " is refused");
            }
        }
        changes.keySet().stream()
                .filter(what -> !recorded.contains(what))
                .forEach(what -> run.recorder().complain("never recorded: " + what));
    }
}
