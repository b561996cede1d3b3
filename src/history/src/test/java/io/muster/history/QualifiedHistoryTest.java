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

/** Who is not qualified is passed over, which is no overtaking; whoever is qualified is not. */
class QualifiedHistoryTest {
    private static final String EVENT = "e1";

    /** Ada drives, bob and cy wait, ada gives the place back, cy gets it. */
    private List<HistoryViolation> violations(Set<String> before, Set<String> then, Set<String> override) {
        List<Entry> entries = new ArrayList<>(List.of(
                line(1, "created", "", "", 0, 0, before, Set.of()),
                line(2, "accepted", "ada", "accept", 2, 0, before, override),
                line(3, "standby", "bob", "standby", 3, 0, before, Set.of()),
                line(4, "standby", "cy", "standby", 4, 0, before, Set.of()),
                line(5, "removed", "ada", "", 0, 0, then, Set.of()),
                line(6, "promoted", "cy", "accept", 4, 5, then, Set.of())));
        entries.add(new Stored(
                EVENT,
                6,
                "fulfilled",
                List.of(new Seat("cy", Optional.of("Driver"), 6, 4)),
                List.of(new Seat("bob", Optional.of("Driver"), 3, 3)),
                List.of(),
                1,
                1,
                0,
                List.of(new Places("Driver", 1, 1)),
                Giving.NOTHING));
        return HistoryCheck.violations(new History(entries)).stream()
                .filter(violation -> violation.invariant() != Invariant.I7)
                .toList();
    }

    private static Journaled line(
            long version,
            String kind,
            String person,
            String response,
            long since,
            long cause,
            Set<String> qualified,
            Set<String> override) {
        return new Journaled(
                EVENT,
                version,
                kind,
                Optional.of(person).filter(who -> !who.isEmpty()),
                Optional.of(response).filter(said -> !said.isEmpty()),
                person.isEmpty() ? Optional.empty() : Optional.of("Driver"),
                Optional.of(List.of(new Places("Driver", 1, version == 1 || version == 5 ? 0 : 1))),
                Optional.of(since).filter(at -> at > 0),
                Optional.of(cause).filter(at -> at > 0),
                Optional.of("boss"),
                Optional.of(new Giving(List.of("driver"), List.of(), Map.of("DRIVER", qualified))),
                Map.of(),
                override);
    }

    @Test
    void whoIsNotQualifiedAnyMoreIsPassedOver() {
        assertThat(violations(Set.of("ada", "bob", "cy"), Set.of("cy"), Set.of()))
                .isEmpty();
    }

    @Test
    void whoIsQualifiedIsNotPassedOver() {
        assertThat(violations(Set.of("ada", "bob", "cy"), Set.of("bob", "cy"), Set.of()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.invariant()).isEqualTo(Invariant.I9);
                    assertThat(violation.detail()).contains("cy is promoted", "the next is bob");
                });
    }

    @Test
    void whoIsNotQualifiedIsNotPromoted() {
        assertThat(violations(Set.of("ada", "bob", "cy"), Set.of(), Set.of()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.invariant()).isEqualTo(Invariant.I9);
                    assertThat(violation.detail()).contains("the next is nobody");
                });
    }

    @Test
    void whoIsNotQualifiedTakesNoPlaceButByTheManagersHand() {
        assertThat(violations(Set.of("bob", "cy"), Set.of("cy"), Set.of()))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.invariant()).isEqualTo(Invariant.I12);
                    assertThat(violation.detail()).contains("ada", "version 2");
                });
        assertThat(violations(Set.of("bob", "cy"), Set.of("cy"), Set.of("NOT_QUALIFIED")))
                .isEmpty();
    }
}
