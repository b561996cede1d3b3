package io.muster.event.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.DistinctList;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.journal.EventState;

/** What of a manager's patch would make an event another than it is. */
final class Difference {
    private Difference() {}

    static EventPatch of(EventPatch patch, EventState event) {
        Map<EventField, Optional<Object>> fields = new EnumMap<>(EventField.class);
        patch.fields().forEach((field, value) -> {
            if (!value.equals(Optional.ofNullable(event.fields().get(field)))) {
                fields.put(field, value);
            }
        });
        return new EventPatch(
                fields,
                patch.roles().filter(roles -> !roles.equals(event.roles())),
                of(patch.audience(), event),
                patch.barred().flatMap(barred -> other(barred, event.barred())));
    }

    static AudiencePatch of(AudiencePatch patch, EventState event) {
        Audience before = event.audience();
        return new AudiencePatch(
                patch.userKeys().flatMap(userKeys -> other(userKeys, before.userKeys())),
                patch.teamIds().flatMap(teamIds -> other(teamIds, before.teamIds())),
                patch.waves().filter(waves -> !waves.equals(before.waves())));
    }

    private static Optional<List<String>> other(List<String> replacement, List<String> before) {
        return Optional.of(DistinctList.copyOf(replacement)).filter(distinct -> !distinct.equals(before));
    }
}
