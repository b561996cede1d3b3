package io.muster.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.history.Entry.Exclusive;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Shift;
import io.muster.history.HistoryViolation.Invariant;

/**
 * Whether anybody has taken a place that comes too near to one held in another event (docs/design.md#i11). Judged are places that were taken
 * under the rule, as long as they are certain to be what was taken: until the person leaves, or a manager changes the event.
 */
final class OverlapCheck {
    /** The time of an entry is at most so much ahead of the clock. */
    private static final long AHEAD_MS = 1;

    private static final Set<String> GIVING_PLACES = Set.of("accepted", "promoted", "assigned", "moved");
    private static final Set<String> OF_THE_EVENT =
            Set.of("updated", "published", "unpublished", "cancelled", "reopened", "deleted");

    /** A place that a person held from one moment to another. */
    private record Held(String eventId, long version, Shift shift, boolean isOverridden, long from, long until) {
        Held until(long end) {
            return new Held(eventId, version, shift, isOverridden, from, end);
        }

        boolean meets(Held earlier) {
            return !eventId.equals(earlier.eventId)
                    && !isOverridden
                    && (from > earlier.from || !earlier.isOverridden)
                    && shift.comesNear(earlier.shift)
                    && from + AHEAD_MS < earlier.until;
        }
    }

    private final Map<String, List<Held>> byPerson = new HashMap<>();
    private final Map<String, Held> now = new HashMap<>();

    private OverlapCheck() {}

    /** @param journals the entries of each event, by its id */
    static List<HistoryViolation> violations(Map<String, List<Journaled>> journals) {
        OverlapCheck check = new OverlapCheck();
        journals.values().forEach(check::take);
        return check.found();
    }

    private void take(List<Journaled> journal) {
        now.clear();
        journal.stream().sorted(Comparator.comparing(Journaled::version)).forEach(this::next);
        List.copyOf(now.keySet()).forEach(person -> end(person, Optional.of(Long.MAX_VALUE)));
    }

    private void next(Journaled line) {
        Optional<Long> at = line.exclusive().map(Exclusive::at);
        if (OF_THE_EVENT.contains(line.kind())) {
            List.copyOf(now.keySet()).forEach(person -> end(person, at));
        }
        line.from().ifPresent(person -> end(person, at));
        line.userKey().ifPresent(person -> {
            boolean isTaken = GIVING_PLACES.contains(line.kind());
            if (isTaken || !line.response().equals(Optional.of("accept"))) {
                end(person, at);
            }
            line.exclusive()
                    .filter(rule -> isTaken)
                    .flatMap(Exclusive::shift)
                    .ifPresent(shift -> now.put(
                            person,
                            new Held(
                                    line.eventId(),
                                    line.version(),
                                    shift,
                                    line.override().contains("TIME_CONFLICT"),
                                    at.orElseThrow(),
                                    Long.MAX_VALUE)));
        });
    }

    /** @param at empty if nobody knows when: the place is not judged then */
    private void end(String person, Optional<Long> at) {
        Held held = now.remove(person);
        if (held != null && at.isPresent()) {
            byPerson.computeIfAbsent(person, first -> new ArrayList<>()).add(held.until(at.get()));
        }
    }

    private List<HistoryViolation> found() {
        List<HistoryViolation> found = new ArrayList<>();
        byPerson.forEach((person, places) -> {
            places.sort(Comparator.comparing(Held::from));
            for (int later = 1; later < places.size(); later++) {
                Held taken = places.get(later);
                places.subList(0, later).stream()
                        .filter(taken::meets)
                        .forEach(earlier -> found.add(new HistoryViolation(
                                Invariant.I11,
                                taken.eventId(),
                                person + " took a place at version " + taken.version() + " and held another one in "
                                        + earlier.eventId() + " since version " + earlier.version())));
            }
        });
        return found;
    }
}
