package io.muster.event.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;

/**
 * The result of a batch of commands on an event.
 *
 * @param before the event as it was read
 * @param decisions one for each command, in their order
 * @param entries the journal entries of the commands that changed something, by version, without gap after {@code
 *     before.version()}
 * @param after the event after all of them; {@code before} itself if nothing is recorded
 */
public record Plan(Event before, List<Decision> decisions, List<JournalEntry> entries, Event after) {
    public Plan {
        decisions = List.copyOf(decisions);
        entries = List.copyOf(entries);
    }

    /** Whether the stored event violated an invariant and this plan repairs it. */
    public boolean repairs() {
        return entries.stream().anyMatch(entry -> entry.kind() == JournalEntry.Kind.REPAIRED);
    }

    /** How many lines one command made, of the one that made most; of a repair the lines count one by one. */
    public int mostLinesOfOne() {
        Map<Long, Integer> lines = new HashMap<>();
        int most = 0;
        for (JournalEntry entry : entries) {
            most = Math.max(most, lines.merge(entry.cause().orElse(entry.version()), 1, Integer::sum));
        }
        return most;
    }

    /** The userKeys of those who get a place. */
    public Set<String> takers() {
        return people(JournalEntry::givesPlace);
    }

    /** Those whose places nobody may give who cannot see them, as their firm's rule goes: who gets one, and who is known by another userKey. */
    public Set<String> exclusiveHolders() {
        return people(entry -> entry.refusesOverlap() && entry.bringsPlace());
    }

    private Set<String> people(Predicate<JournalEntry> which) {
        return entries.stream()
                .filter(which)
                .flatMap(entry -> entry.userKey().stream())
                .collect(Collectors.toSet());
    }

    /** Whether there is nothing to write. */
    public boolean recordsNothing() {
        return entries.isEmpty();
    }
}
