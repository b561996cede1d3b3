package io.muster.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;
import io.muster.history.HistoryViolation.Invariant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** People stay with a role that is renamed, and who confirms stays where the person is. */
class RenameHistoryTest {
    private static final Giving BOTH = new Giving(List.of("Bar", "Floor"), List.of());

    /** Ada is in at the bar, bob waits for it; the two roles swap names; ada confirms and leaves, and bob gets the place. */
    private final List<Journaled> lines = new ArrayList<>(List.of(
            line(1, "created", "", "", "", Optional.empty(), Optional.empty(), Map.of()),
            line(2, "accepted", "ada", "accept", "Bar", Optional.of(2L), Optional.empty(), Map.of()),
            line(3, "standby", "bob", "standby", "Bar", Optional.of(3L), Optional.empty(), Map.of()),
            line(4, "updated", "", "", "", Optional.empty(), Optional.empty(), Map.of("Bar", "Floor", "Floor", "Bar")),
            line(5, "confirmed", "ada", "accept", "Floor", Optional.of(2L), Optional.empty(), Map.of()),
            line(6, "declined", "ada", "decline", "Floor", Optional.empty(), Optional.empty(), Map.of()),
            line(7, "promoted", "bob", "accept", "Floor", Optional.of(3L), Optional.of(6L), Map.of())));

    private static Journaled line(
            long version,
            String kind,
            String person,
            String response,
            String role,
            Optional<Long> since,
            Optional<Long> cause,
            Map<String, String> renamed) {
        return new Journaled(
                "e1",
                version,
                kind,
                text(person),
                text(response),
                text(role),
                Optional.empty(),
                since,
                cause,
                Optional.of(cause.isPresent() ? "ada" : person),
                Optional.of(BOTH),
                renamed,
                Set.of());
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private Stored stored = new Stored(
            "e1",
            7,
            "published",
            List.of(new Seat("bob", Optional.of("Floor"), 7, 3)),
            List.of(),
            List.of(new Seat("ada", Optional.of("Floor"), 6)),
            1,
            0,
            1,
            List.of(new Places("Bar", 1, 0), new Places("Floor", 1, 1)),
            BOTH);

    private List<HistoryViolation> violations() {
        List<Entry> entries = new ArrayList<>(lines);
        entries.add(stored);
        // Nobody here was asked what was answered.
        return HistoryCheck.violations(new History(entries)).stream()
                .filter(violation -> violation.invariant() != Invariant.I7)
                .toList();
    }

    @Test
    void peopleStayWithTheirRole() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRoleHasItsPlacesUnderEachOfItsNames() {
        lines.subList(2, 7).clear();
        lines.add(line(3, "updated", "", "", "", Optional.empty(), Optional.empty(), Map.of("Bar", "Roof")));
        lines.add(line(4, "updated", "", "", "", Optional.empty(), Optional.empty(), Map.of("Roof", "Yard")));
        stored = new Stored(
                "e1",
                4,
                "fulfilled",
                List.of(new Seat("ada", Optional.of("Yard"), 2)),
                List.of(),
                1,
                0,
                List.of(new Places("Yard", 1, 1)));
        assertThat(violations()).isEmpty();

        lines.set(2, line(3, "updated", "", "", "", Optional.empty(), Optional.empty(), Map.of()));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I1);
    }

    @Test
    void whoDoesNotFollowTheNameIsFound() {
        lines.set(3, line(4, "updated", "", "", "", Optional.empty(), Optional.empty(), Map.of()));

        assertThat(violations()).isNotEmpty();
    }

    @Test
    void aConfirmationByWhoIsNotInIsFound() {
        lines.set(4, line(5, "confirmed", "eve", "accept", "Floor", Optional.of(5L), Optional.empty(), Map.of()));

        assertThat(violations())
                .anySatisfy(violation -> assertThat(violation.detail()).contains("eve confirmed"))
                .extracting(HistoryViolation::invariant)
                .contains(Invariant.I4);
    }
}
