package io.muster.embedded.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlownessTest {
    private static final Duration WAIT = Duration.ofMillis(8);
    private static final Document NONE = new Document();
    private static final List<Document> THREE = List.of(NONE, NONE, NONE);

    @Test
    void aCommandWaitsByItsNameAlone() {
        Slowness slowness = Slowness.NONE.command("commitTransaction", WAIT);

        assertThat(slowness.beforeCommand("commitTransaction", NONE)).isEqualTo(WAIT);
        assertThat(slowness.beforeCommand("find", NONE)).isZero();
    }

    @Test
    void itWaitsForEachDocumentThatItBringsOrReturns() {
        Slowness slowness = Slowness.NONE.byDocument(WAIT);

        assertThat(slowness.beforeCommand("insert", new Document("documents", THREE)))
                .isEqualTo(WAIT.multipliedBy(3));
        assertThat(slowness.beforeCommand("update", new Document("updates", THREE)))
                .isEqualTo(WAIT.multipliedBy(3));
        assertThat(slowness.beforeCommand("findAndModify", NONE)).isEqualTo(WAIT);
        assertThat(slowness.beforeAnswer(new Document("cursor", new Document("firstBatch", THREE))))
                .isEqualTo(WAIT.multipliedBy(3));
        assertThat(slowness.beforeAnswer(new Document("cursor", new Document("nextBatch", THREE))))
                .isEqualTo(WAIT.multipliedBy(3));
        assertThat(slowness.beforeAnswer(NONE)).isZero();
    }

    @Test
    void aMessageTakesItsBytesTime() {
        // 5 bytes and nothing else.
        assertThat(Slowness.NONE.bytesPerSecond(50).onTheLine(NONE)).isEqualTo(Duration.ofMillis(100));
        assertThat(Slowness.NONE.onTheLine(NONE)).isZero();
    }

    @Test
    void itIsReadFromText() {
        assertThat(Slowness.parse("commitTransaction=8, document=0.5,bytesPerSecond=1000"))
                .isEqualTo(new Slowness(Map.of("commitTransaction", WAIT), Duration.ofNanos(500_000), 1000));
        assertThat(Slowness.parse("")).isEqualTo(Slowness.NONE);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Slowness.parse("commitTransaction"));
        assertThatIllegalArgumentException().isThrownBy(() -> Slowness.parse("commitTransaction=soon"));
        assertThatIllegalArgumentException().isThrownBy(() -> Slowness.parse("commitTransaction=-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Slowness.parse("bytesPerSecond=-1"));
    }
}
