package io.muster.store.rights;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether everything was heard, while the change stream opens, answers, is silent and breaks. */
class RightsStreamTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ManualCursors cursors = new ManualCursors();
    private final RightsStream stream = new RightsStream(RightsSource.MEMBERS, cursors::open, nanos::get);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Duration telling = Duration.ZERO;

    @BeforeEach
    void begin() {
        stream.listen(new RightsListener() {
            @Override
            public void changed(RightsChanges changes) {
                told.add(String.join(" ", changes.userKeys().stream().sorted().toList()));
                nanos.addAndGet(telling.toNanos());
            }

            @Override
            public void lost() {
                told.add("lost");
            }
        });
        stream.begin();
    }

    @AfterEach
    void end() {
        stream.end();
    }

    @Test
    void nothingIsHeardUntilItIsOpenAndWhatWasSaidBeforeIsLost() {
        assertThat(stream.isHeard()).isFalse();

        cursors.opened(ManualCursors.changed("a"));

        assertThat(told).containsExactly("lost", "a");
        assertThat(stream.isHeard()).isTrue();
    }

    @Test
    void changesThatComeTogetherAreToldTogether() {
        cursors.opened().answers(ManualCursors.changed("a"), ManualCursors.changed("b"), ManualCursors.changed("a"));

        assertThat(told).containsExactly("lost", "a b");
    }

    @Test
    void nothingIsHeardFromABreakOnUntilItIsOpenAgain() {
        cursors.opened().breaks();

        assertThat(stream.isHeard()).isFalse();
        assertThat(told).containsExactly("lost", "lost");
        cursors.opened(ManualCursors.changed("a"));
        assertThat(stream.isHeard()).isTrue();
        assertThat(told).containsExactly("lost", "lost", "lost", "a");
    }

    @Test
    void whoIsSilentForTwoSecondsIsNotHeard() {
        ManualCursors.Cursor cursor = cursors.opened();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertThat(stream.isHeard()).isTrue();
        nanos.addAndGet(1);
        assertThat(stream.isHeard()).isFalse();

        cursor.answers();

        assertThat(stream.isHeard()).isTrue();
    }

    /** What happens meanwhile is in no answer yet. */
    @Test
    void theTimeThatTellingTakesCounts() {
        ManualCursors.Cursor cursor = cursors.opened();
        telling = Duration.ofMillis(1_500);
        cursor.answers(ManualCursors.changed("a"));
        assertThat(stream.isHeard()).isTrue();

        nanos.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(stream.isHeard()).isFalse();
    }
}
