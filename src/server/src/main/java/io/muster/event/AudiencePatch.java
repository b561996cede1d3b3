package io.muster.event;

import java.util.List;
import java.util.Optional;

/** New audience lists and waves; an empty one keeps what is stored. */
public record AudiencePatch(
        Optional<List<String>> userKeys, Optional<List<String>> teamIds, Optional<List<Audience.Wave>> waves) {
    public static final AudiencePatch NOTHING = new AudiencePatch(Optional.empty(), Optional.empty());

    public AudiencePatch {
        waves = waves.map(List::copyOf);
    }

    /** Of the lists alone. */
    public AudiencePatch(Optional<List<String>> userKeys, Optional<List<String>> teamIds) {
        this(userKeys, teamIds, Optional.empty());
    }

    public Audience appliedTo(Audience stored) {
        return new Audience(
                userKeys.orElse(stored.userKeys()), teamIds.orElse(stored.teamIds()), waves.orElse(stored.waves()));
    }
}
