package io.muster.api.body;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.EventField;

/**
 * Reads the waves of an event (docs/api.md#waves): at most two, each with a time and at least one team. A team is in one of them
 * alone. None for null.
 */
final class WavesValue {
    private WavesValue() {}

    /** The waves in their order; invalid ones are left out, with a violation. */
    static List<Audience.Wave> read(Value value) {
        List<Audience.Wave> waves = new ArrayList<>();
        if (value.isNull()) {
            return waves;
        }
        if (!value.node().isArray()) {
            value.wrong("must be a list");
        } else if (value.node().size() > Audience.MAX_WAVES) {
            value.wrong("must have at most " + Audience.MAX_WAVES + " entries");
        } else {
            Set<String> teamIds = new HashSet<>();
            value.elements().forEach(element -> wave(element, teamIds).ifPresent(waves::add));
        }
        return waves;
    }

    /** @param others the teams of the waves before */
    private static Optional<Audience.Wave> wave(Value value, Set<String> others) {
        if (!value.node().isObject()) {
            return value.wrong("must be an object");
        }
        Optional<Instant> opensAt = opensAt(value.member(EventField.OPENS_AT.wireName()));
        List<String> teamIds = teamIds(value.member(Names.AUDIENCE_TEAM_IDS), others);
        return opensAt.map(instant -> new Audience.Wave(instant, teamIds));
    }

    private static Optional<Instant> opensAt(Value value) {
        return FieldValue.isBlank(value)
                ? value.wrong("is required")
                : FieldValue.read(EventField.OPENS_AT, value).map(Instant.class::cast);
    }

    private static List<String> teamIds(Value value, Set<String> others) {
        if (value.isNull() || (value.node().isArray() && value.node().isEmpty())) {
            value.wrong("must name at least one team");
        }
        List<String> teamIds = KeysValue.teamIds(value);
        for (String teamId : teamIds) {
            if (!others.add(teamId)) {
                value.wrong("must not name a team of another wave");
            }
        }
        return teamIds;
    }
}
