package io.muster.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;
import io.muster.history.HistoryViolation.Invariant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A history with people on standby is found good; spoilt in each way, it is found out, and by the right name. */
class StandbyHistoryTest {
    private static final String EVENT = "e1";
    private static final Giving SERVERS = new Giving(List.of("Server"), List.of());

    /** Ada is in; bob, cy and di wait; ada gives the place back, bob gets it; two more places come, for cy and di. */
    private final List<Journaled> lines = new ArrayList<>(List.of(
            line(1, "created", "", "", Optional.empty(), 1).giving(SERVERS).made(),
            line(2, "accepted", "ada", "accept", Optional.of(2L), 1).made(),
            line(3, "standby", "bob", "standby", Optional.of(3L), 1).made(),
            line(4, "standby", "cy", "standby", Optional.of(4L), 1).made(),
            line(5, "standby", "di", "standby", Optional.of(5L), 1).made(),
            line(6, "declined", "ada", "decline", Optional.empty(), 1).made(),
            line(7, "promoted", "bob", "accept", Optional.of(3L), 1)
                    .cause(6)
                    .by("ada")
                    .made(),
            line(8, "updated", "", "", Optional.empty(), 3).by("boss").made(),
            line(9, "promoted", "cy", "accept", Optional.of(4L), 3)
                    .cause(8)
                    .by("boss")
                    .made(),
            line(10, "promoted", "di", "accept", Optional.of(5L), 3)
                    .cause(8)
                    .by("boss")
                    .made()));

    private List<Seat> accepted = List.of(seat("bob", 7, 3), seat("cy", 9, 4), seat("di", 10, 5));
    private List<Seat> standby = List.of();

    /** What was answered, or told, besides. */
    private final List<Entry> more = new ArrayList<>();

    @Test
    void whatHappenedIsGood() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void anOvertaking() {
        spoil(
                7,
                line -> line(7, "promoted", "cy", "accept", Optional.of(4L), 1)
                        .cause(6)
                        .by("ada")
                        .made());
        spoil(
                9,
                line -> line(9, "promoted", "bob", "accept", Optional.of(3L), 3)
                        .cause(8)
                        .by("boss")
                        .made());
        accepted = List.of(seat("cy", 7, 4), seat("bob", 9, 3), seat("di", 10, 5));

        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.invariant()).isEqualTo(Invariant.I9);
            assertThat(violation.detail()).contains("cy is promoted", "the next is bob");
        });
    }

    @Test
    void anAcceptThatOvertakes() {
        spoil(
                7,
                line -> line(7, "accepted", "eve", "accept", Optional.of(7L), 1)
                        .by("eve")
                        .made());
        spoil(
                10,
                line -> line(10, "updated", "", "", Optional.empty(), 2)
                        .by("boss")
                        .made());
        spoil(
                9,
                line -> line(9, "promoted", "bob", "accept", Optional.of(3L), 2)
                        .cause(8)
                        .by("boss")
                        .made());
        spoil(
                8,
                line -> line(8, "updated", "", "", Optional.empty(), 2)
                        .by("boss")
                        .made());
        accepted = List.of(seat("eve", 7, 7), seat("bob", 9, 3));
        standby = List.of(seat("cy", 4, 4), seat("di", 5, 5));

        assertThat(details()).anySatisfy(detail -> assertThat(detail).contains("eve overtakes"));
    }

    @Test
    void aPlaceLeftFree() {
        lines.remove(9);
        accepted = accepted.subList(0, 2);
        standby = List.of(seat("di", 5, 5));

        assertThat(only()).isEqualTo(Invariant.I9);
    }

    @Test
    void aPlaceLeftFreeInBetween() {
        lines.clear();
        lines.addAll(List.of(
                line(1, "created", "", "", Optional.empty(), 1).giving(SERVERS).made(),
                line(2, "accepted", "ada", "accept", Optional.of(2L), 1).made(),
                line(3, "standby", "bob", "standby", Optional.of(3L), 1).made(),
                line(4, "declined", "ada", "decline", Optional.empty(), 1).made(),
                line(5, "updated", "", "", Optional.empty(), 1).by("boss").made(),
                line(6, "promoted", "bob", "accept", Optional.of(3L), 1)
                        .cause(5)
                        .by("boss")
                        .made()));
        accepted = List.of(seat("bob", 6, 3));

        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.invariant()).isEqualTo(Invariant.I9);
            assertThat(violation.detail()).contains("bob waits for a free place after version 4");
        });
    }

    @Test
    void whoIsBarredOrWaitsWhereNothingIsGivenWaitsOn() {
        lines.remove(9);
        spoil(
                8,
                line -> line(8, "updated", "", "", Optional.empty(), 3)
                        .by("boss")
                        .giving(new Giving(List.of("Server"), List.of("di")))
                        .made());
        accepted = accepted.subList(0, 2);
        standby = List.of(seat("di", 5, 5));
        assertThat(violations()).isEmpty();

        spoil(
                8,
                line -> line(8, "updated", "", "", Optional.empty(), 3)
                        .by("boss")
                        .made());
        assertThat(only()).isEqualTo(Invariant.I9);
    }

    @Test
    void aPromotionWithoutACause() {
        spoil(
                7,
                line -> line(7, "promoted", "bob", "accept", Optional.of(3L), 1)
                        .by("ada")
                        .made());

        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I10);
    }

    @Test
    void aPromotionByACommandThatIsNotItsCause() {
        spoil(
                10,
                line -> line(10, "promoted", "di", "accept", Optional.of(5L), 3)
                        .cause(6)
                        .by("ada")
                        .made());
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I10);

        spoil(
                10,
                line -> line(10, "promoted", "di", "accept", Optional.of(5L), 3)
                        .cause(8)
                        .by("ada")
                        .made());
        assertThat(only()).isEqualTo(Invariant.I10);
    }

    @Test
    void aPromotionThatWasCommittedByItself() {
        spoil(6, line -> line.inPlace(1));
        spoil(7, line -> line.inPlace(2));
        assertThat(violations()).isEmpty();

        spoil(7, line -> line.inPlace(1));
        assertThat(only()).isEqualTo(Invariant.I10);
    }

    @Test
    void aPromotionOfSomebodyBarred() {
        spoil(
                8,
                line -> line(8, "updated", "", "", Optional.empty(), 3)
                        .by("boss")
                        .giving(new Giving(List.of("Server"), List.of("di")))
                        .made());

        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.invariant()).isEqualTo(Invariant.I9);
            assertThat(violation.detail()).contains("di is promoted", "the next is nobody");
        });
    }

    @Test
    void aPromotionOfSomebodyWhoDidNotWait() {
        spoil(
                10,
                line -> line(10, "promoted", "eve", "accept", Optional.of(10L), 3)
                        .cause(8)
                        .by("boss")
                        .made());
        accepted = List.of(seat("bob", 7, 3), seat("cy", 9, 4), seat("eve", 10, 10));
        standby = List.of(seat("di", 5, 5));

        assertThat(violations()).extracting(HistoryViolation::invariant).containsOnly(Invariant.I9);
    }

    @Test
    void aLostPosition() {
        spoil(
                7,
                line -> line(7, "promoted", "bob", "accept", Optional.of(7L), 1)
                        .cause(6)
                        .by("ada")
                        .made());
        accepted = List.of(seat("bob", 7, 7), seat("cy", 9, 4), seat("di", 10, 5));

        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.invariant()).isEqualTo(Invariant.I9);
            assertThat(violation.detail()).contains("not since 3");
        });
    }

    @Test
    void anEventThatHoldsAnotherPositionThanItsJournal() {
        accepted = List.of(seat("bob", 7, 7), seat("cy", 9, 4), seat("di", 10, 5));

        assertThat(only()).isEqualTo(Invariant.I4);
    }

    @Test
    void somebodyWhoIsInAndWaits() {
        standby = List.of(seat("bob", 3, 3));

        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I2);
    }

    @Test
    void whoIsOnStandbyAlreadyIsToldSo() {
        more.add(told("di", "accept", 60, 5));
        assertThat(violations()).isEmpty();

        more.add(told("bob", "accept", 50, 7));
        assertThat(only()).as("a place that nobody asked for").isEqualTo(Invariant.I7);
    }

    @Test
    void whoWasRefusedHasDeclinedAlready() {
        lines.clear();
        lines.addAll(List.of(
                line(1, "created", "", "", Optional.empty(), 1)
                        .giving(Giving.NOTHING)
                        .made(),
                line(2, "standby", "cy", "standby", Optional.of(2L), 1).made(),
                line(3, "refused", "cy", "decline", Optional.empty(), 1)
                        .by("boss")
                        .made()));
        accepted = List.of();
        more.add(new Entry.Opened("listener", 0));
        more.add(heard(3, 40));
        more.add(told("cy", "decline", 50, 3));
        assertThat(violations()).isEmpty();

        more.add(told("di", "decline", 50, 3));
        assertThat(only()).isEqualTo(Invariant.I7);
    }

    private static Entry heard(long version, long at) {
        return new Entry.Heard(
                "listener",
                at,
                "event:updated",
                Optional.of(EVENT),
                Optional.of(1L),
                Optional.of(version),
                true,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private List<HistoryViolation> violations() {
        List<Entry> entries = counted();
        entries.addAll(more);
        lines.stream()
                .filter(line -> List.of("accepted", "standby", "declined").contains(line.kind()))
                .map(StandbyHistoryTest::told)
                .forEach(entries::add);
        entries.add(new Stored(
                EVENT,
                lines.size(),
                accepted.size() < places() ? "published" : "fulfilled",
                accepted,
                standby,
                declined(),
                accepted.size(),
                standby.size(),
                declined().size(),
                List.of(new Places("Server", places(), accepted.size())),
                SERVERS));
        return HistoryCheck.violations(new History(entries));
    }

    private static Called told(Journaled line) {
        return told(
                line.userKey().orElseThrow(),
                line.kind().equals("declined") ? "decline" : "accept",
                10 * line.version(),
                line.version());
    }

    private static Called told(String person, String response, long start, long recorded) {
        return new Called(
                person,
                EVENT,
                response,
                response.equals("decline") ? Optional.empty() : Optional.of("Server"),
                Optional.empty(),
                start,
                start + 5,
                200,
                Optional.empty(),
                Optional.of(recorded),
                Optional.of(recorded),
                false);
    }

    /** The entries with the figures that follow from them. */
    private List<Entry> counted() {
        Set<String> in = new HashSet<>();
        List<Entry> counted = new ArrayList<>();
        for (Journaled line : lines) {
            line.userKey().ifPresent(in::remove);
            line.userKey()
                    .filter(who -> line.response().equals(Optional.of("accept")))
                    .ifPresent(in::add);
            int capacity = line.places().orElseThrow().get(0).capacity();
            Journaled made = new Journaled(
                    EVENT,
                    line.version(),
                    line.kind(),
                    line.userKey(),
                    line.response(),
                    line.role(),
                    Optional.of(List.of(new Places("Server", capacity, in.size()))),
                    line.since(),
                    line.cause(),
                    line.actor(),
                    line.giving());
            counted.add(line.place().map(made::inPlace).orElse(made));
        }
        return counted;
    }

    private List<Seat> declined() {
        return lines.stream()
                .filter(line -> line.response().equals(Optional.of("decline")))
                .map(line -> seat(line.userKey().orElseThrow(), line.version(), line.version()))
                .toList();
    }

    private int places() {
        return lines.get(lines.size() - 1).places().orElseThrow().get(0).capacity();
    }

    private Invariant only() {
        assertThat(violations()).extracting(HistoryViolation::invariant).hasSize(1);
        return violations().get(0).invariant();
    }

    private List<String> details() {
        return violations().stream().map(HistoryViolation::detail).toList();
    }

    private void spoil(int version, UnaryOperator<Journaled> with) {
        lines.set(version - 1, with.apply(lines.get(version - 1)));
    }

    private static Seat seat(String person, long version, long since) {
        return new Seat(person, Optional.of("Server"), version, since);
    }

    private static Line line(
            long version, String kind, String person, String response, Optional<Long> since, int capacity) {
        return new Line(version, kind, person, response, since, capacity, Optional.empty(), person, Optional.empty());
    }

    /** An entry in the making. */
    private record Line(
            long version,
            String kind,
            String person,
            String response,
            Optional<Long> since,
            int capacity,
            Optional<Long> cause,
            String actor,
            Optional<Giving> giving) {

        Line cause(long first) {
            return new Line(version, kind, person, response, since, capacity, Optional.of(first), actor, giving);
        }

        Line by(String who) {
            return new Line(version, kind, person, response, since, capacity, cause, who, giving);
        }

        Line giving(Giving to) {
            return new Line(version, kind, person, response, since, capacity, cause, actor, Optional.of(to));
        }

        Journaled made() {
            return new Journaled(
                    EVENT,
                    version,
                    kind,
                    Optional.of(person).filter(who -> !who.isEmpty()),
                    Optional.of(response).filter(said -> !said.isEmpty()),
                    person.isEmpty() ? Optional.empty() : Optional.of("Server"),
                    Optional.of(List.of(new Places("Server", capacity, 0))),
                    since,
                    cause,
                    Optional.of(actor),
                    giving);
        }
    }
}
