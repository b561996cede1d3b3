package io.muster.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Heard;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Opened;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Settled;
import io.muster.history.Entry.Stored;
import io.muster.history.HistoryViolation.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A history of three places that fill is found good; spoilt in each way, it is found out, and by the right name. */
class HistoryCheckTest {
    private static final String EVENT = "e1";

    private final List<Entry> entries = new ArrayList<>();
    private Stored stored = new Stored(
            EVENT,
            5,
            "fulfilled",
            List.of(seat("ada", 2), seat("bob", 3), seat("di", 5)),
            List.of(new Seat("cy", Optional.empty(), 4)),
            3,
            1,
            List.of(new Places("Server", 3, 3)));

    HistoryCheckTest() {
        entries.add(new Opened("wall", 0));
        entries.add(line(1, "created", Optional.empty()));
        entries.add(line(2, "accepted", Optional.of("ada")));
        entries.add(line(3, "accepted", Optional.of("bob")));
        entries.add(line(4, "declined", Optional.of("cy")));
        entries.add(line(5, "accepted", Optional.of("di")));
        entries.add(accepted("ada", 2, 1, 10));
        entries.add(accepted("bob", 3, 1, 12));
        entries.add(called("cy", "decline", 13, 20).answered(200, null, 4L, 4L));
        entries.add(accepted("di", 5, 21, 30));
        entries.add(full("eve", 5, 25, 40));
        entries.add(called("ada", "accept", 41, 50).answered(409, "ALREADY_ACCEPTED", null, null));
        for (int version = 2; version <= 5; version++) {
            entries.add(step("wall", version, 60, new int[] {1, 2, 2, 3}[version - 2]));
        }
        entries.add(new Settled("wall"));
    }

    @Test
    void whatHappenedIsGood() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void aFileOfItSaysTheSame(@TempDir Path folder) {
        entries.add(stored);
        Path file = folder.resolve("history.jsonl");
        new History(entries).write(file);
        assertThat(History.read(file).entries()).isEqualTo(entries);
    }

    @Test
    void onePersonMoreThanPlaces() {
        stored = new Stored(
                EVENT, 5, "fulfilled", stored.accepted(), stored.declined(), 3, 1, List.of(new Places("Server", 2, 3)));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I1);
    }

    /** In the end there is room for all, but there was not when they were let in. */
    @Test
    void onePersonMoreThanPlacesAtSomeVersion() {
        replace(
                Journaled.class,
                line -> line.version() == 1,
                line -> new Journaled(
                        EVENT,
                        1,
                        "created",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(places(1, 0))));
        add(new Journaled(
                EVENT, 6, "updated", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(places(3, 3))));
        end(6);
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I1);
    }

    @Test
    void somebodyWhoStandsTwice() {
        stored = new Stored(
                EVENT,
                5,
                "fulfilled",
                stored.accepted(),
                List.of(new Seat("ada", Optional.empty(), 4)),
                3,
                1,
                stored.places());
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I2);
    }

    @Test
    void somebodyWhoAcceptsTwice() {
        add(line(6, "accepted", Optional.of("ada")));
        end(6);
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I2);
    }

    @Test
    void figuresThatTheListsDoNotBearOut() {
        stored = new Stored(EVENT, 5, "fulfilled", stored.accepted(), stored.declined(), 4, 1, stored.places());
        assertThat(only()).isEqualTo(Invariant.I3);
    }

    @Test
    void aStatusThatTheListsDoNotBearOut() {
        stored = new Stored(EVENT, 5, "published", stored.accepted(), stored.declined(), 3, 1, stored.places());
        assertThat(only()).isEqualTo(Invariant.I3);
    }

    @Test
    void aVersionThatTheJournalDoesNotHave() {
        entries.removeIf(entry -> entry instanceof Journaled line && line.version() == 4);
        assertThat(violations()).extracting(HistoryViolation::invariant).startsWith(Invariant.I4);
    }

    @Test
    void anEventThatIsNotWhatItsJournalGives() {
        stored = new Stored(
                EVENT,
                5,
                "fulfilled",
                List.of(seat("ada", 2), seat("bob", 3), seat("eve", 5)),
                stored.declined(),
                3,
                1,
                stored.places());
        assertThat(violations()).extracting(HistoryViolation::invariant).startsWith(Invariant.I4);
    }

    @Test
    void anEventThatWentOnWithoutItsJournal() {
        end(6);
        assertThat(only()).isEqualTo(Invariant.I5);
    }

    @Test
    void aStepThatWasNotTold() {
        entries.removeIf(
                entry -> entry instanceof Heard frame && frame.version().equals(Optional.of(4L)));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aFirstStepThatWasNotTold() {
        entries.removeIf(entry -> entry instanceof Heard frame
                && frame.version().filter(version -> version < 4).isPresent());
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aLastStepThatWasNotTold() {
        entries.removeIf(
                entry -> entry instanceof Heard frame && frame.version().equals(Optional.of(5L)));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void nothingTold() {
        entries.removeIf(Heard.class::isInstance);
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aStepToldTwice() {
        add(step("wall", 5, 61, 3));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    /** What was told of versions 2 to 5 is replaced by these frames. */
    private void told(Heard... frames) {
        entries.removeIf(Heard.class::isInstance);
        int settled = entries.indexOf(new Settled("wall"));
        entries.addAll(settled, List.of(frames));
    }

    private static Heard upToThree(long first) {
        return steps("wall", Optional.of(first), 3, 60, 2, 0);
    }

    private static Heard upToFive(long first) {
        return steps("wall", Optional.of(first), 5, 61, 3, 1);
    }

    @Test
    void aFrameMayStandForSeveralSteps() {
        told(upToThree(2), upToFive(4));
        assertThat(violations()).isEmpty();
        told(upToFive(2));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aGapBeforeSeveralSteps() {
        told(upToThree(2), upToFive(5));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aGapBeforeTheFirstOfSeveralSteps() {
        told(upToThree(3), upToFive(4));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aStepToldAgainAmongSeveral() {
        told(upToThree(2), upToFive(3));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void severalStepsTheWrongWayRound() {
        told(upToThree(2), step("wall", 4, 61, 2), steps("wall", Optional.of(6L), 5, 61, 3, 1));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I6);
    }

    @Test
    void severalStepsWithTheFiguresOfAnEarlierOne() {
        told(steps("wall", Optional.of(2L), 3, 60, 1, 0), upToFive(4));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void whoWasToldToFetchAnewMayBeToldAgainAmongSeveral() {
        told(
                upToThree(2),
                new Heard(
                        "wall",
                        60,
                        "resync",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                upToFive(3));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aStepToldBeforeAnybodyAskedForIt() {
        replace(Heard.class, frame -> frame.version().equals(Optional.of(5L)), frame -> step("wall", 5, 20, 3));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aStepWithAnothersFigures() {
        replace(Heard.class, frame -> frame.version().equals(Optional.of(3L)), frame -> step("wall", 3, 60, 1));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void aStepOfNoVersion() {
        entries.removeIf(Settled.class::isInstance);
        add(step("wall", 6, 61, 3));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void whoIsToldToFetchAnewMayMissWhatWasThere() {
        entries.removeIf(entry -> entry instanceof Heard frame
                && frame.version().filter(version -> version < 5).isPresent());
        entries.add(
                0,
                new Heard(
                        "wall",
                        20,
                        "resync",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        assertThat(violations()).isEmpty();
        entries.removeIf(Heard.class::isInstance);
        entries.add(
                1,
                new Heard(
                        "wall",
                        20,
                        "resync",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void whoComesLaterNeedsNotBeToldWhatWas() {
        add(new Opened("late", 20));
        add(step("late", 5, 60, 3));
        add(new Settled("late"));
        assertThat(violations()).isEmpty();
    }

    @Test
    void anAcknowledgedResponseThatIsNotThere() {
        add(accepted("flo", 6, 41, 50));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void anAcknowledgedResponseThatIsSomebodyElses() {
        replace(
                Called.class,
                call -> call.person().equals("ada") && call.status() == 200,
                call -> accepted("eve", 2, 1, 10));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void twoFirstAnswersForOneLine() {
        add(accepted("ada", 2, 2, 9));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void aRefusedResponseThatWasRecorded() {
        replace(Called.class, call -> call.person().equals("bob"), call -> full("bob", 5, 5, 40));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void anAnswerLostOnTheWayMayHaveBeenRecorded() {
        replace(
                Called.class,
                call -> call.person().equals("bob"),
                call -> called("bob", "accept", 1, 10).answered(0, null, null, null));
        assertThat(violations()).isEmpty();
    }

    @Test
    void aKeyRecordedTwice() {
        add(line(6, "declined", Optional.of("ada")));
        add(line(7, "accepted", Optional.of("ada")));
        end(7);
        stored = new Stored(
                EVENT,
                7,
                "fulfilled",
                List.of(seat("bob", 3), seat("di", 5), seat("ada", 7)),
                stored.declined(),
                3,
                1,
                stored.places());
        entries.removeIf(Settled.class::isInstance);
        replace(Called.class, call -> call.person().equals("ada") && call.status() == 200, call -> keyed(2, 1, 10));
        add(called("ada", "decline", 51, 60).answered(200, null, 6L, 6L));
        assertThat(violations()).extracting(HistoryViolation::invariant).containsOnly(Invariant.I7);
        add(keyed(7, 61, 70));
        assertThat(violations())
                .extracting(HistoryViolation::detail)
                .singleElement()
                .asString()
                .contains("its key");
    }

    private Called keyed(long version, long start, long end) {
        Called call = accepted("ada", version, start, end);
        return new Called(
                call.person(),
                EVENT,
                "accept",
                call.role(),
                Optional.of("k"),
                start,
                end,
                200,
                call.code(),
                call.version(),
                call.recorded(),
                false);
    }

    @Test
    void recordedBeforeWhatWasKnown() {
        replace(
                Called.class,
                call -> call.person().equals("ada") && call.status() == 200,
                call -> accepted("ada", 2, 14, 30));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void aRefusalWhileAPlaceWasLeft() {
        add(full("flo", 3, 1, 10));
        assertThat(only()).isEqualTo(Invariant.I8);
    }

    @Test
    void aRefusalBeforeItWasTrue() {
        add(full("flo", 5, 1, 20));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I8);
    }

    @Test
    void aRefusalThatRestsOnWhatWasOver() {
        freedByAda();
        add(full("flo", 5, 55, 65));
        assertThat(violations()).isEmpty();
        add(full("flo", 5, 61, 70));
        assertThat(only()).isEqualTo(Invariant.I8);
    }

    @Test
    void inAlreadyAndNotIn() {
        add(called("eve", "accept", 41, 50).answered(409, "ALREADY_ACCEPTED", null, null));
        assertThat(only()).isEqualTo(Invariant.I8);
    }

    @Test
    void inAlreadyBeforeItWasIn() {
        add(called("di", "accept", 1, 15).answered(409, "ALREADY_ACCEPTED", null, null));
        assertThat(only()).isEqualTo(Invariant.I8);
    }

    @Test
    void aRefusalThatRestsOnWhatEverybodyHadSeenChange() {
        freedByAda();
        add(new Opened("late", 40));
        add(step("late", 6, 52, 2, 2));
        add(full("flo", 5, 53, 65));
        assertThat(only()).isEqualTo(Invariant.I8);
    }

    /** Ada gives her place back between 51 and 60. */
    private void freedByAda() {
        add(line(6, "declined", Optional.of("ada")));
        add(called("ada", "decline", 51, 60).answered(200, null, 6L, 6L));
        stored = new Stored(
                EVENT,
                6,
                "published",
                List.of(seat("bob", 3), seat("di", 5)),
                List.of(new Seat("cy", Optional.empty(), 4), new Seat("ada", Optional.empty(), 6)),
                2,
                2,
                List.of(new Places("Server", 3, 2)));
        entries.removeIf(Settled.class::isInstance);
    }

    @Test
    void recordedBeforeWhatARefusalHadShown() {
        replace(Called.class, call -> call.person().equals("di"), call -> accepted("di", 5, 42, 50));
        replace(Called.class, call -> call.person().equals("eve"), call -> full("eve", 5, 25, 41));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void aLineThatWasThereBeforeItsOnlyCallerAsked() {
        replace(
                Called.class,
                call -> call.person().equals("bob"),
                call -> called("bob", "accept", 31, 40).answered(0, null, null, null));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void whatSomebodyOnTheWayAnswersMayHaveBeenRecorded() {
        replace(
                Called.class,
                call -> call.person().equals("bob"),
                call -> called("bob", "accept", 1, 10).answered(502, null, null, null));
        assertThat(violations()).isEmpty();
        replace(
                Called.class,
                call -> call.person().equals("bob"),
                call -> called("bob", "accept", 1, 10).answered(503, "OVERLOADED", null, null));
        assertThat(violations()).extracting(HistoryViolation::invariant).contains(Invariant.I7);
    }

    @Test
    void whoDeclinesAgainIsToldOfTheFirstTime() {
        add(called("cy", "decline", 80, 90).answered(200, null, 5L, 4L));
        assertThat(violations()).isEmpty();
        replace(
                Called.class,
                call -> call.person().equals("cy") && call.start() == 13,
                call -> called("cy", "decline", 13, 20).answered(0, null, null, null));
        assertThat(violations()).isEmpty();
    }

    @Test
    void whoIsTakenOutMayBeReplaced() {
        add(line(6, "removed", Optional.of("ada")));
        add(line(7, "accepted", Optional.of("flo")));
        add(accepted("flo", 7, 70, 80));
        entries.removeIf(Settled.class::isInstance);
        add(step("wall", 6, 75, 2));
        add(step("wall", 7, 85, 3));
        add(new Settled("wall"));
        stored = new Stored(
                EVENT,
                7,
                "fulfilled",
                List.of(seat("bob", 3), seat("di", 5), seat("flo", 7)),
                stored.declined(),
                3,
                1,
                stored.places());
        assertThat(violations()).isEmpty();
    }

    @Test
    void aRepairLeavesWhoKeepsThePlaceAsHeWas() {
        add(new Journaled(
                EVENT,
                6,
                "repaired",
                Optional.of("ada"),
                Optional.of("accept"),
                Optional.of("Server"),
                Optional.of(places(3, 3))));
        entries.removeIf(Settled.class::isInstance);
        add(step("wall", 6, 75, 3));
        add(new Settled("wall"));
        end(6);
        assertThat(violations()).isEmpty();
    }

    @Test
    void whoLosesSightMissesWhatFollows() {
        add(new Heard(
                "staff",
                60,
                "event:hidden",
                Optional.of(EVENT),
                Optional.empty(),
                Optional.of(2L),
                true,
                Optional.empty(),
                Optional.empty(),
                List.of()));
        add(new Settled("staff"));
        assertThat(violations()).isEmpty();
    }

    @Test
    void figuresOfALineThatAreNotThoseOfThePeople() {
        replace(
                Journaled.class,
                line -> line.version() == 3,
                line -> new Journaled(
                        EVENT,
                        3,
                        "accepted",
                        Optional.of("bob"),
                        Optional.of("accept"),
                        Optional.of("Server"),
                        Optional.of(places(3, 1))));
        assertThat(only()).isEqualTo(Invariant.I3);
    }

    @Test
    void figuresOfAFrameThatAreNotThoseOfThePeople() {
        replace(Heard.class, frame -> frame.version().equals(Optional.of(4L)), frame -> step("wall", 4, 60, 2, 0));
        assertThat(only()).isEqualTo(Invariant.I6);
    }

    @Test
    void anEventOfWhichNobodySaysHowItWasInTheEnd() {
        add(new Called(
                "ada",
                "e2",
                "accept",
                Optional.of("Server"),
                Optional.empty(),
                1,
                2,
                200,
                Optional.empty(),
                Optional.of(2L),
                Optional.of(2L),
                false));
        assertThat(only()).isEqualTo(Invariant.I7);
    }

    private Invariant only() {
        List<HistoryViolation> found = violations();
        assertThat(found).extracting(HistoryViolation::invariant).isNotEmpty();
        assertThat(found)
                .extracting(HistoryViolation::invariant)
                .containsOnly(found.get(0).invariant());
        return found.get(0).invariant();
    }

    private List<HistoryViolation> violations() {
        List<Entry> all = new ArrayList<>(entries);
        all.add(stored);
        return HistoryCheck.violations(new History(all));
    }

    private void add(Entry entry) {
        entries.add(entry);
    }

    private void end(long version) {
        stored = new Stored(
                EVENT,
                version,
                stored.status(),
                stored.accepted(),
                stored.declined(),
                stored.acceptedCount(),
                stored.declinedCount(),
                stored.places());
    }

    private <T extends Entry> void replace(Class<T> kind, Predicate<T> which, UnaryOperator<Entry> with) {
        entries.replaceAll(entry -> kind.isInstance(entry) && which.test(kind.cast(entry)) ? with.apply(entry) : entry);
    }

    private static List<Places> places(int capacity, int taken) {
        return List.of(new Places("Server", capacity, taken));
    }

    private static Seat seat(String person, long version) {
        return new Seat(person, Optional.of("Server"), version);
    }

    private static Journaled line(long version, String kind, Optional<String> person) {
        return new Journaled(
                EVENT,
                version,
                kind,
                person,
                Optional.ofNullable(
                        Map.of("accepted", "accept", "declined", "decline").get(kind)),
                kind.equals("accepted") ? Optional.of("Server") : Optional.empty(),
                Optional.empty());
    }

    private static Heard step(String client, long version, long at, int accepted) {
        return step(client, version, at, accepted, version < 4 ? 0 : 1);
    }

    private static Heard step(String client, long version, long at, int accepted, int declined) {
        return steps(client, Optional.empty(), version, at, accepted, declined);
    }

    /** One frame for several versions. */
    private static Heard steps(String client, Optional<Long> first, long version, long at, int accepted, int declined) {
        return new Heard(
                client,
                at,
                "event:response",
                Optional.of(EVENT),
                first,
                Optional.of(version),
                true,
                Optional.of(accepted),
                Optional.of(declined),
                places(3, accepted));
    }

    private static Called accepted(String person, long version, long start, long end) {
        return called(person, "accept", start, end).answered(200, null, version, version);
    }

    private static Called full(String person, long version, long start, long end) {
        return called(person, "accept", start, end).answered(409, "CAPACITY_FULL", version, null);
    }

    private static Asked called(String person, String response, long start, long end) {
        return new Asked(person, response, start, end);
    }

    /** A call without its answer. */
    private record Asked(String person, String response, long start, long end) {
        Called answered(int status, String code, Long version, Long recorded) {
            return new Called(
                    person,
                    EVENT,
                    response,
                    response.equals("accept") ? Optional.of("Server") : Optional.empty(),
                    Optional.empty(),
                    start,
                    end,
                    status,
                    Optional.ofNullable(code),
                    Optional.ofNullable(version),
                    Optional.ofNullable(recorded),
                    false);
        }
    }
}
