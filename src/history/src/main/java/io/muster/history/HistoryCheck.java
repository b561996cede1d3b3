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
 * Checks a history. It has to contain every response to its events, the whole journal and the final state of each
 * event, and of each socket every frame from a welcome on.
 */
public final class HistoryCheck {
    private final History history;

    private HistoryCheck(History history) {
        this.history = history;
    }

    /** All violations, by invariant. */
    public static List<HistoryViolation> violations(History history) {
        return new HistoryCheck(history).violations();
    }

    private List<HistoryViolation> violations() {
        List<HistoryViolation> found = new ArrayList<>();
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
                .forEach(eventId -> found.add(new HistoryViolation(
                        HistoryViolation.Invariant.I7,
                        eventId,
                        "people responded, and nobody says how it was in the end")));
        found.addAll(OverlapCheck.violations(lines));
        found.addAll(new SocketCheck(history, timelines).violations());
        found.sort(Comparator.comparing(HistoryViolation::invariant));
        return found;
    }
}
