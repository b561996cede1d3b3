package io.muster.live.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventPatch;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.Terms;
import io.muster.event.journal.JournalEntry;

/**
 * How many bytes a step holds by itself, and an event that is kept as long as it has steps. What a step shares with others
 * counts once: the event's head where it changed, the names and figures of roles with the event, but for what changed.
 */
public final class StepWeight {
    /** The step, its line and its places in the ring, without what is counted below. */
    private static final int STEP = 660;

    private static final int ROLE_STATS = 32;
    private static final int ROLE = 40;
    private static final int HEAD = 500;
    private static final int LIVE_EVENT = 800;

    /** A response in an event: its entry, and its place among the others, without its userKey. */
    private static final int RESPONSE = 220;

    private static final int NAMED = 32;

    /** A wave and its time, without its teams. */
    private static final int WAVE = 32 + HeapSize.INSTANT + HeapSize.REFERENCE;

    /** A change of times or place, without what was before. */
    private static final int TERM = 32 + HeapSize.REFERENCE;

    /** What was before a change of times or place. */
    private static final int DIGEST = 56;

    /** What a manager's change sets, without the values. */
    private static final int PATCH = 250;

    private StepWeight() {}

    public static int of(LiveEvent event) {
        int weight = LIVE_EVENT + of(event.head());
        for (Role role : event.head().roles()) {
            weight += ofRole(role) + ROLE_STATS;
        }
        return weight + event.people() * (RESPONSE + event.longestKey());
    }

    private static int of(Event head) {
        return HEAD + of(head.audience()) + ofDistinct(head.barred()) + of(head.terms());
    }

    public static int of(Step step) {
        JournalEntry line = step.line();
        int roles = line.after().roles().size();
        int weight = STEP
                + HeapSize.of(step.position().token())
                + HeapSize.of(line.requestKey())
                + HeapSize.of(line.fingerprint())
                + line.userKey().map(HeapSize::of).orElse(0)
                + line.change().from().map(HeapSize::of).orElse(0)
                + HeapSize.of(step.profile())
                + line.reason().map(HeapSize::of).orElse(0)
                + line.entry().map(StepWeight::of).orElse(0)
                + HeapSize.REFERENCE * roles;
        boolean sharesHead =
                step.headBefore().filter(head -> head == step.head()).isPresent();
        weight += sharesHead ? ROLE_STATS : ofChange(step, roles);
        return weight + step.lists().map(StepWeight::of).orElse(0);
    }

    private static int ofChange(Step step, int roles) {
        JournalEntry line = step.line();
        int weight = HEAD + roles * (ROLE_STATS + HeapSize.REFERENCE) + HeapSize.of(line.actor());
        weight += ofSet(line.change().patch());
        boolean sameTerms = step.headBefore()
                .filter(head -> head.terms() == step.head().terms())
                .isPresent();
        weight += sameTerms ? 0 : ofNext(step.head().terms());
        boolean shared = line.audienceBefore()
                .filter(before -> step.headBefore()
                        .filter(head -> head.audience() == before)
                        .isEmpty())
                .isEmpty();
        return weight + (shared ? 0 : line.audienceBefore().map(StepWeight::of).orElse(0));
    }

    /** Of what is set, the event holds the very objects that the line does. */
    private static int ofSet(EventPatch patch) {
        if (patch.isEmpty()) {
            return 0;
        }
        int weight = PATCH;
        for (Optional<Object> value : patch.fields().values()) {
            weight += HeapSize.OPTIONAL + value.map(HeapSize::ofValue).orElse(0);
        }
        for (Map.Entry<String, String> each : patch.renamed().entrySet()) {
            weight += HeapSize.of(each.getKey()) + HeapSize.of(each.getValue());
        }
        for (Role role : patch.roles().orElse(List.of())) {
            weight += ofRole(role) + HeapSize.REFERENCE;
        }
        for (Optional<List<String>> list :
                List.of(patch.audience().userKeys(), patch.audience().teamIds(), patch.barred())) {
            weight += list.map(StepWeight::ofDistinct).orElse(0);
        }
        return weight + ofWaves(patch.audience().waves().orElse(List.of()));
    }

    private static int ofRole(Role role) {
        return ROLE + HeapSize.of(role.name()) + HeapSize.of(role.key());
    }

    private static int of(Audience audience) {
        return ofDistinct(audience.userKeys()) + ofDistinct(audience.teamIds()) + ofWaves(audience.waves());
    }

    private static int ofWaves(List<Audience.Wave> waves) {
        return waves.stream()
                .mapToInt(wave -> WAVE + ofDistinct(wave.teamIds()))
                .sum();
    }

    /** A role's key is the event's. */
    private static int of(Terms terms) {
        int changes = terms.changes().size();
        return changes * (TERM + HeapSize.OPTIONAL + DIGEST);
    }

    /** Of what comes after other terms: what was before each change is theirs, but for the last one. */
    private static int ofNext(Terms terms) {
        int changes = terms.changes().size();
        return changes == 0 ? 0 : changes * TERM + HeapSize.OPTIONAL + DIGEST;
    }

    /** A list with a set beside it. */
    private static int ofDistinct(List<String> texts) {
        return HeapSize.of(texts) + 2 * HeapSize.REFERENCE * texts.size();
    }

    private static int of(StaffEntry entry) {
        return RESPONSE + entry.userKey().length();
    }

    private static int of(Step.Lists lists) {
        int weight = 0;
        for (List<Step.Named> list : lists.people().values()) {
            for (Step.Named one : list) {
                weight += NAMED + of(one.entry()) + HeapSize.of(one.profile());
            }
        }
        return weight;
    }
}
