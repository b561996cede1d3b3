package io.muster.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Heard;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Stored;

/**
 * Judges a history. It must hold every response to its events, and of each event the whole journal and how it was in the
 * end; of sockets, every frame from a welcome on.
 */
public final class HistoryCheck {
    private final History history;

    private HistoryCheck(History history) {
        this.history = history;
    }

    /** All that is wrong, by invariant. */
    public static List<Violation> violations(History history) {
        return new HistoryCheck(history).violations();
    }

    private List<Violation> violations() {
        List<Violation> found = new ArrayList<>();
        Map<String, List<Called>> calls =
                history.of(Called.class).stream().collect(Collectors.groupingBy(Called::eventId));
        Map<String, List<Journaled>> lines =
                history.of(Journaled.class).stream().collect(Collectors.groupingBy(Journaled::eventId));
        Map<String, List<Heard>> frames = history.of(Heard.class).stream()
                .filter(frame -> frame.step() && frame.eventId().isPresent())
                .collect(Collectors.groupingBy(frame -> frame.eventId().orElseThrow()));
        Map<String, Timeline> timelines = new TreeMap<>();
        for (Stored stored : history.of(Stored.class)) {
            List<Called> responses = calls.getOrDefault(stored.eventId(), List.of());
            Replayed replayed = new Replayed(lines.getOrDefault(stored.eventId(), List.of()), stored);
            found.addAll(replayed.violations());
            Timeline timeline = new Timeline(replayed, responses, frames.getOrDefault(stored.eventId(), List.of()));
            timelines.put(stored.eventId(), timeline);
            found.addAll(new AnswerCheck(timeline, responses).violations());
        }
        calls.keySet().stream()
                .filter(eventId -> !timelines.containsKey(eventId))
                .forEach(eventId -> found.add(new Violation(
                        Violation.Invariant.I7, eventId, "people responded, and nobody says how it was in the end")));
        found.addAll(new SocketCheck(history, timelines).violations());
        found.sort(Comparator.comparing(Violation::invariant));
        return found;
    }
}
