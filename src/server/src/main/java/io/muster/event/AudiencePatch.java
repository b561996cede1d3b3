package io.muster.event;

import java.util.List;
import java.util.Optional;

/** New audience lists; an empty one keeps what is stored. */
public record AudiencePatch(Optional<List<String>> userKeys, Optional<List<String>> teamIds) {
    public static final AudiencePatch NOTHING = new AudiencePatch(Optional.empty(), Optional.empty());

    public Audience appliedTo(Audience stored) {
        return new Audience(userKeys.orElse(stored.userKeys()), teamIds.orElse(stored.teamIds()));
    }
}
