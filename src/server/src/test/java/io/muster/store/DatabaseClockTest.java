package io.muster.store;

import java.time.Instant;
import java.util.Date;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123Z");

    private static DatabaseClock.Reading read(Document lastWrite) {
        return DatabaseClock.Reading.of(
                new Hello(new Document("localTime", Date.from(NOW)).append("lastWrite", lastWrite)));
    }

    @Test
    void whatTheMajorityDoesNotKnowYetIsNotSettledHoweverLongItTakes() {
        Instant known = NOW.minusSeconds(128);
        DatabaseClock.Reading reading = read(new Document("majorityWriteDate", Date.from(known)));

        assertThat(reading.now()).isEqualTo(NOW);
        assertThat(reading.settled()).isEqualTo(known);
    }

    @Test
    void whatWasWrittenBeforeTheClockWasSetBackIsSettledNow() {
        assertThat(read(new Document("majorityWriteDate", Date.from(NOW.plusSeconds(600))))
                        .settled())
                .isEqualTo(NOW);
    }

    @Test
    void aRouterSaysNothingOfIt() {
        assertThat(DatabaseClock.Reading.of(new Hello(new Document("localTime", Date.from(NOW))))
                        .settled())
                .isEqualTo(NOW);
        assertThat(read(new Document()).settled()).isEqualTo(NOW);
    }
}
