package io.muster.live.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.StreamedInsert;
import io.muster.live.step.UnreadableInsert;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of a batch until the rest of it comes, and until when at the latest. */
class WholeBatchesTest {
    private final WholeBatches batches = new WholeBatches();
    private int positions;

    private List<StreamedInsert> batch(Event event, int people) {
        return inserts(Made.plan(
                        event,
                        IntStream.range(0, people)
                                .mapToObj(i -> accept("p" + i, "Server"))
                                .toArray(KeyedCommand[]::new))
                .entries());
    }

    private List<StreamedInsert> inserts(List<JournalEntry> entries) {
        List<StreamedInsert> inserts = new ArrayList<>();
        entries.forEach(entry -> inserts.add(new JournalInsert(position(), entry)));
        return inserts;
    }

    private ResumeToken position() {
        return new ResumeToken("82%08X".formatted(++positions));
    }

    private static Event event() {
        return Made.event(Role.of("Server", 10_000));
    }

    private static List<StreamedInsert> together(List<StreamedInsert> one, List<StreamedInsert> other) {
        List<StreamedInsert> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    @Test
    void wholeBatchesAreKeptFromNobody() {
        List<StreamedInsert> lines = together(batch(event(), 3), batch(event(), 1));

        assertThat(batches.complete(lines)).isEqualTo(lines);
        assertThat(batches.isWaiting()).isFalse();
    }

    @Test
    void theBeginningOfABatchWaitsForTheRestAndNothingElseDoes() {
        List<StreamedInsert> before = batch(event(), 2);
        List<StreamedInsert> long6 = batch(event(), 6);

        assertThat(batches.complete(together(before, long6.subList(0, 2)))).isEqualTo(before);
        assertThat(batches.isWaiting()).isTrue();
        assertThat(batches.complete(long6.subList(2, 4))).isEmpty();
        List<StreamedInsert> after = batch(event(), 2);
        assertThat(batches.complete(together(long6.subList(4, 6), after))).isEqualTo(together(long6, after));
        assertThat(batches.isWaiting()).isFalse();
    }

    @Test
    void whatDoesNotComeIsNotWaitedFor() {
        List<StreamedInsert> begun = batch(event(), 5).subList(0, 3);
        batches.complete(begun);
        assertThat(batches.complete(List.of())).isEqualTo(begun);
        assertThat(batches.isWaiting()).isFalse();

        List<StreamedInsert> again = batch(event(), 5).subList(0, 3);
        batches.complete(again);
        List<StreamedInsert> other = batch(event(), 1);
        assertThat(batches.complete(other)).isEqualTo(together(again, other));
    }

    @Test
    void aBatchOfWhichALineIsNotUnderstoodIsNotWaitedFor() {
        List<StreamedInsert> begun = batch(event(), 5).subList(0, 3);
        List<StreamedInsert> lines =
                together(begun, List.of(new UnreadableInsert(position(), new ObjectId(), Optional.empty())));

        assertThat(batches.complete(lines)).isEqualTo(lines);
    }

    @Test
    void noMoreIsKeptThanALaneDecides() {
        List<StreamedInsert> huge = batch(event(), WholeBatches.MOST + 2);
        assertThat(batches.complete(huge.subList(0, WholeBatches.MOST))).isEmpty();
        assertThat(batches.complete(huge.subList(WholeBatches.MOST, WholeBatches.MOST + 1)))
                .hasSize(WholeBatches.MOST + 1);
        assertThat(batches.isWaiting()).isFalse();
    }

    /** Lines of another version of the service may not say of how many they are. */
    @Test
    void aLineWithoutAPlaceInABatchIsNotWaitedFor() {
        List<StreamedInsert> lines =
                inserts(Made.plan(event(), accept("a", "Server"), accept("b", "Server")).entries().stream()
                        .map(entry -> new JournalEntry(
                                entry.eventId(),
                                entry.version(),
                                entry.at(),
                                entry.managerId(),
                                entry.change(),
                                entry.actor(),
                                entry.requestKey(),
                                entry.fingerprint(),
                                entry.newStatus(),
                                entry.audienceBefore(),
                                entry.after(),
                                0,
                                0))
                        .toList());

        assertThat(batches.complete(lines)).isEqualTo(lines);
        assertThat(batches.isWaiting()).isFalse();
    }

    @Test
    void whatIsReadAgainFromBeforeItIsToldOnce() {
        List<StreamedInsert> lines = batch(event(), 4);
        batches.complete(lines.subList(0, 2));
        batches.restart();

        assertThat(batches.complete(lines)).isEqualTo(lines);
    }
}
