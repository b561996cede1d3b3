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

/** A member without an account gets one, and stood in the event by both userKeys. */
class RekeyHistoryTest {
    private static final Giving BAR = new Giving(List.of("Bar"), List.of());

    /** The member is put in, ada comes in and then is that member, and ben, who waits, gets the place that is one too many. */
    private static List<Entry> history(Journaled rekeyed) {
        return new ArrayList<>(List.of(
                line(1, "created", "", "", 0, Optional.empty(), ""),
                line(2, "assigned", "local:1", "accept", 2, Optional.empty(), ""),
                line(3, "accepted", "ada", "accept", 3, Optional.empty(), ""),
                line(4, "standby", "ben", "standby", 4, Optional.empty(), ""),
                rekeyed,
                line(6, "promoted", "ben", "accept", 4, Optional.of(5L), ""),
                new Stored(
                        "e1",
                        6,
                        "fulfilled",
                        List.of(new Seat("ada", Optional.of("Bar"), 5, 2), new Seat("ben", Optional.of("Bar"), 6, 4)),
                        List.of(),
                        List.of(),
                        2,
                        0,
                        0,
                        List.of(new Places("Bar", 2, 2)),
                        BAR)));
    }

    private static Journaled line(
            long version, String kind, String person, String response, long since, Optional<Long> cause, String from) {
        boolean named = !person.isEmpty();
        return new Journaled(
                "e1",
                version,
                kind,
                Optional.of(person).filter(it -> named),
                Optional.of(response).filter(it -> named),
                named ? Optional.of("Bar") : Optional.empty(),
                Optional.of(List.of(new Places("Bar", 2, taken(version)))),
                named ? Optional.of(since) : Optional.empty(),
                cause,
                Optional.of("ada"),
                Optional.of(BAR),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(from).filter(it -> !it.isEmpty()));
    }

    private static int taken(long version) {
        return switch ((int) version) {
            case 1 -> 0;
            case 2, 5 -> 1;
            default -> 2;
        };
    }

    private static Journaled rekeyed(String response, long since, String from) {
        return line(5, "rekeyed", "ada", response, since, Optional.empty(), from);
    }

    private static List<Invariant> violated(Journaled rekeyed) {
        return HistoryCheck.violations(new History(history(rekeyed))).stream()
                .map(HistoryViolation::invariant)
                .filter(invariant -> invariant != Invariant.I7)
                .toList();
    }

    @Test
    void theOlderPlaceStaysAndTheOtherOneIsGivenOn() {
        assertThat(violated(rekeyed("accept", 2, "local:1"))).isEmpty();
    }

    @Test
    void anotherPositionThanTheOlderOneIsSeen() {
        assertThat(violated(rekeyed("accept", 3, "local:1"))).contains(Invariant.I9);
    }

    @Test
    void whoStandsElsewhereThanTheLineSaysIsSeen() {
        assertThat(violated(rekeyed("standby", 2, "local:1"))).contains(Invariant.I4);
    }

    /** Without the userKey before, the member's place would be held by nobody. */
    @Test
    void aUserKeyThatIsLeftBehindIsSeen() {
        assertThat(violated(rekeyed("accept", 2, "local:2"))).isNotEmpty();
    }
}
