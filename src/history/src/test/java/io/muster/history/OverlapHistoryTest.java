package io.muster.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.history.Entry.Exclusive;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Shift;
import io.muster.history.HistoryViolation.Invariant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two places of a person in two events, one after the other and at once. */
class OverlapHistoryTest {
    private static final long HOUR = 3_600_000;
    private static final Shift EVENING = new Shift(18 * HOUR, 23 * HOUR, 0);
    private static final Shift AFTERNOON = new Shift(14 * HOUR, 18 * HOUR, 0);

    private static List<HistoryViolation> violations(Journaled... lines) {
        Map<String, List<Journaled>> journals = Stream.of(lines).collect(Collectors.groupingBy(Journaled::eventId));
        return OverlapCheck.violations(journals);
    }

    private static Journaled taken(String event, long version, long at, Shift shift, String... override) {
        return line(
                event,
                version,
                "accepted",
                "ada",
                Optional.of(new Exclusive(at, Optional.empty(), Optional.of(shift))),
                override);
    }

    private static Journaled ended(String event, long version, String kind, long at) {
        return line(
                event,
                version,
                kind,
                kind.equals("updated") ? "" : "ada",
                Optional.of(new Exclusive(at, Optional.empty(), Optional.empty())));
    }

    private static Journaled line(
            String event, long version, String kind, String person, Optional<Exclusive> exclusive, String... override) {
        return new Journaled(
                event,
                version,
                kind,
                Optional.of(person).filter(who -> !who.isEmpty()),
                Optional.of("accept").filter(said -> kind.equals("accepted")),
                Optional.of("Server"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(override),
                exclusive,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void twoPlacesAtTheSameTimeAreFound() {
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 200, EVENING)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.invariant()).isEqualTo(Invariant.I11);
                    assertThat(violation.eventId()).as("the later one").isEqualTo("e2");
                    assertThat(violation.detail()).contains("ada", "e1", "version 2");
                });
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 100, EVENING)))
                .as("in the same moment")
                .hasSize(1);
    }

    @Test
    void placesThatTouchAreNoneUnlessSomebodyHasToRest() {
        Shift resting = new Shift(AFTERNOON.from(), AFTERNOON.until(), HOUR);
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 200, AFTERNOON)))
                .isEmpty();
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 200, resting)))
                .hasSize(1);
        assertThat(violations(taken("e1", 2, 100, resting), taken("e2", 2, 200, EVENING)))
                .as("nobody had to rest any more")
                .isEmpty();
    }

    @Test
    void oneAfterTheOtherAreNone() {
        assertThat(violations(
                        taken("e1", 2, 100, EVENING), ended("e1", 3, "declined", 150), taken("e2", 2, 200, EVENING)))
                .isEmpty();
        assertThat(violations(
                        taken("e1", 2, 100, EVENING), ended("e1", 3, "declined", 250), taken("e2", 2, 200, EVENING)))
                .hasSize(1);
    }

    @Test
    void whatAManagerSetAsideIsNoneAndTheNextOneIs() {
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 200, EVENING, "TIME_CONFLICT")))
                .isEmpty();
        assertThat(violations(taken("e1", 2, 100, EVENING), taken("e2", 2, 200, EVENING, "NOT_QUALIFIED")))
                .hasSize(1);
        assertThat(violations(taken("e1", 2, 100, EVENING, "TIME_CONFLICT"), taken("e2", 2, 200, EVENING)))
                .hasSize(1);
    }

    /** Times may be others then, and are refused to nobody. */
    @Test
    void whatAManagerHasChangedSinceIsNotJudged() {
        assertThat(violations(
                        taken("e1", 2, 100, EVENING), ended("e1", 3, "updated", 150), taken("e2", 2, 200, EVENING)))
                .isEmpty();
    }

    @Test
    void whatWasTakenWithoutTheRuleIsNotJudged() {
        assertThat(violations(line("e1", 2, "accepted", "ada", Optional.empty()), taken("e2", 2, 200, EVENING)))
                .isEmpty();
    }
}
