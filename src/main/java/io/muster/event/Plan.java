package io.muster.event;

import java.util.List;

/**
 * What a batch of commands makes of an event.
 *
 * @param before the event the plan rests on
 * @param decisions one for each command, in their order
 * @param entries the journal lines of those that changed something, in order of version, without gap after
 *     {@code before.version()}
 * @param after the event when all of it is done; {@code before} itself if nothing is recorded
 */
public record Plan(Event before, List<Decision> decisions, List<JournalEntry> entries, Event after) {
    public Plan {
        decisions = List.copyOf(decisions);
        entries = List.copyOf(entries);
    }

    /** Whether the event as stored was not one that a plan may rest on, and is put right by this one. */
    boolean repairs() {
        return entries.stream().anyMatch(entry -> entry.kind() == JournalEntry.Kind.REPAIRED);
    }

    /** Whether there is nothing to write. */
    public boolean recordsNothing() {
        return entries.isEmpty();
    }
}
