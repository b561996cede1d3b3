package io.muster.event.journal;

import java.util.Set;
import java.util.TreeSet;

import io.muster.event.EventPatch;

/** What a change set or cleared, by the names that clients know. */
public final class ChangedNames {
    private ChangedNames() {}

    /** In alphabetical order. */
    public static Set<String> of(JournalEntry entry) {
        EventPatch patch = entry.change().patch();
        Set<String> changed = new TreeSet<>();
        patch.fields().keySet().forEach(field -> changed.add(field.wireName()));
        patch.roles().ifPresent(set -> changed.add("roles"));
        patch.audience().userKeys().ifPresent(set -> changed.add("audience_user_keys"));
        patch.audience().teamIds().ifPresent(set -> changed.add("audience_team_ids"));
        patch.audience().waves().ifPresent(set -> changed.add("waves"));
        patch.barred().ifPresent(set -> changed.add("barred_user_keys"));
        if (entry.newStatus()) {
            changed.add("status");
        }
        return changed;
    }
}
