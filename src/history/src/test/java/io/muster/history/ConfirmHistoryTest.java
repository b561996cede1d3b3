package io.muster.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.history.Entry.Called;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;
import io.muster.history.HistoryViolation.Invariant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who was told that times and place are confirmed, and what the journal says of it. */
class ConfirmHistoryTest {
    /** Ada comes in, the event is moved, ada confirms, and once more, where there is nothing to confirm. */
    private final List<Entry> history = new ArrayList<>(List.of(
            line(1, "created", "", 0),
            line(2, "accepted", "ada", 2),
            line(3, "updated", "", 0),
            line(4, "confirmed", "ada", 2),
            new Stored(
                    "e1",
                    4,
                    "fulfilled",
                    List.of(new Seat("ada", Optional.of("Bar"), 2)),
                    List.of(),
                    1,
                    0,
                    List.of(new Places("Bar", 1, 1))),
            called("accept", 10, 20, 200, 2),
            called("confirm", 30, 40, 200, 4),
            called("confirm", 50, 60, 200, 2)));

    private static Journaled line(long version, String kind, String person, long since) {
        boolean named = !person.isEmpty();
        return new Journaled(
                "e1",
                version,
                kind,
                Optional.of(person).filter(it -> named),
                named ? Optional.of("accept") : Optional.empty(),
                named ? Optional.of("Bar") : Optional.empty(),
                Optional.empty(),
                named ? Optional.of(since) : Optional.empty(),
                Optional.empty(),
                Optional.of(person),
                Optional.empty());
    }

    /** @param recorded 0 for nothing */
    private static Called called(String response, long start, long end, int status, long recorded) {
        Optional<Long> version = Optional.of(recorded).filter(it -> it > 0);
        return new Called(
                "ada",
                "e1",
                response,
                response.equals("accept") ? Optional.of("Bar") : Optional.empty(),
                Optional.empty(),
                start,
                end,
                status,
                Optional.empty(),
                version.map(at -> start < 30 ? at : 4L),
                version,
                false);
    }

    private List<Invariant> violated() {
        return HistoryCheck.violations(new History(history)).stream()
                .map(HistoryViolation::invariant)
                .toList();
    }

    @Test
    void aConfirmationIsToldOfAndRecorded() {
        assertThat(violated()).isEmpty();
    }

    @Test
    void aConfirmationThatNobodyAskedForIsFound() {
        history.remove(6);
        assertThat(violated()).containsExactly(Invariant.I7);
    }

    /** The answer to it was lost, or came after the event had moved on. */
    @Test
    void aConfirmationWithoutAnAnswerIsOne() {
        history.set(6, called("confirm", 30, 40, 0, 0));
        assertThat(violated()).isEmpty();
        history.set(6, called("decline", 30, 40, 0, 0));
        assertThat(violated()).containsExactly(Invariant.I7);
    }

    @Test
    void aConfirmationThatIsNotRecordedIsFound() {
        history.set(6, called("confirm", 30, 40, 200, 3));
        assertThat(violated()).contains(Invariant.I7);
    }

    @Test
    void oneConfirmationToldOfTwiceIsFound() {
        history.set(7, called("confirm", 50, 60, 200, 4));
        assertThat(violated()).containsExactly(Invariant.I7);
    }
}
