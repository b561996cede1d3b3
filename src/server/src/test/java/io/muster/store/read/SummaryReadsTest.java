package io.muster.store.read;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.muster.event.Event;
import io.muster.testing.database.FindRecorder;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryReadsTest {
    private static final int MANY = 50;
    private static final Duration DAY = Duration.ofDays(1);

    private final ReadDatabase database = new ReadDatabase();
    private final SummaryReads reads = database.process(Map.of()).summaries;

    @AfterEach
    void close() {
        database.close();
    }

    private Uni<SummaryReads.Answer> of(String managerId) {
        return reads.first(managerId, ListFilter.ALL, DAY, MANY);
    }

    @Test
    void thoseWhoAskTogetherCostAFewReads() {
        Event event = new RandomEvents(1).next();
        database.put(event);
        FindRecorder.start();

        List<SummaryReads.Answer> answers = Uni.join()
                .all(IntStream.range(0, MANY)
                        .mapToObj(i -> of(event.managerId()))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(FindRecorder.stop()).hasSizeLessThanOrEqualTo(3);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.rows())
                        .extracting(row -> row.stored().event().id())
                        .containsExactly(event.id()));
    }

    @Test
    void whoAsksAfterAChangeSeesIt() {
        Event event = new RandomEvents(1).next();
        assertThat(of(event.managerId()).await().indefinitely().rows()).isEmpty();

        database.put(event);

        assertThat(of(event.managerId()).await().indefinitely().rows()).hasSize(1);
    }

    @Test
    void managersAreApart() {
        Event event = new RandomEvents(1).next();
        database.put(event);
        Uni<SummaryReads.Answer> others = of(event.managerId() + "2");
        Uni<SummaryReads.Answer> own = of(event.managerId());

        List<SummaryReads.Answer> answers =
                Uni.join().all(List.of(own, others)).andFailFast().await().indefinitely();

        assertThat(answers.get(0).rows()).hasSize(1);
        assertThat(answers.get(1).rows()).isEmpty();
    }
}
