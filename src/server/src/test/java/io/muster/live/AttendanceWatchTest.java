package io.muster.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Attendance;
import io.muster.store.Attendances.Noted;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What of attendance is sent, while it is read again and again. */
class AttendanceWatchTest {
    private static final Instant NOW = Instant.parse("2026-12-20T18:00:00Z");
    private static final int LIMIT = 4;

    private final ObjectId event = new ObjectId();
    private final AttendanceWatch watch = new AttendanceWatch(NOW, LIMIT);

    private Noted noted(String person, long millis) {
        return noted(person, millis, Attendance.State.ARRIVED);
    }

    private Noted noted(String person, long millis, Attendance.State state) {
        Instant at = NOW.plusMillis(millis);
        return new Noted(event, "m", person, Optional.of(new Attendance(state, at)), at);
    }

    /** What a reading of these gives: those from the time on that is asked for, the earliest ones. */
    private List<Noted> told(List<Noted> stored) {
        List<Noted> read = stored.stream()
                .filter(noted -> !noted.changedAt().isBefore(watch.from()))
                .limit(LIMIT)
                .toList();
        List<Noted> news = watch.news(read);
        watch.sent(read);
        return news;
    }

    @Test
    void eachIsToldOnce() {
        List<Noted> stored = new ArrayList<>(List.of(noted("a", 1), noted("b", 2)));

        assertThat(told(stored)).containsExactlyElementsOf(stored);
        assertThat(told(stored)).isEmpty();
        Noted third = noted("c", 3);
        stored.add(third);
        assertThat(told(stored)).containsExactly(third);
    }

    @Test
    void whatCanBeReadLaterThanALaterOneIsToldToo() {
        Noted late = noted("a", 1);
        Noted early = noted("b", 9_000);

        assertThat(told(List.of(early))).containsExactly(early);
        assertThat(told(List.of(late, early))).containsExactly(late);
    }

    @Test
    void anotherNoteOfTheSameMillisecondIsAnother() {
        Noted arrived = noted("a", 1);
        Noted left = noted("a", 1, Attendance.State.LEFT);

        assertThat(told(List.of(arrived))).containsExactly(arrived);
        assertThat(told(List.of(left))).containsExactly(left);
    }

    @Test
    void whatIsNotToldIsNewsAgain() {
        List<Noted> read = List.of(noted("a", 1));

        assertThat(watch.news(read)).isEqualTo(read);
        assertThat(watch.news(read)).isEqualTo(read);
    }

    @Test
    void moreThanOneReadingGivesIsToldByTheNextOnesAndNothingTwice() {
        List<Noted> stored = new ArrayList<>();
        for (int i = 0; i < 3 * LIMIT; i++) {
            stored.add(noted("p" + i, i));
        }
        List<Noted> all = new ArrayList<>();
        for (int i = 0; i < 3 * LIMIT; i++) {
            all.addAll(told(stored));
        }

        assertThat(all).containsExactlyElementsOf(stored);
    }

    @Test
    void aMillisecondWithMoreThanOneReadingGivesEndsNothing() {
        List<Noted> stored = new ArrayList<>();
        for (int i = 0; i < 2 * LIMIT; i++) {
            stored.add(noted("p" + i, 0));
        }
        Noted last = noted("last", 5);
        stored.add(last);
        List<Noted> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.addAll(told(stored));
        }

        assertThat(all).contains(last).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int i = 0; i < 10_000; i++) {
            told(List.of(noted("p" + i, 5_000L * i)));
        }

        assertThat(watch.remembered()).isLessThan(5);
    }
}
