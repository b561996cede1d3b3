package io.muster.outbound;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A term is over here before the lease is over in the database. */
class LeasedTermTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 3);
    private final LeasedTerm term = new LeasedTerm(nanos::get, Duration.ofSeconds(10));

    @Test
    void itHoldsFromTheRequestOnAndEndsEarly() {
        assertThat(term.holds()).isFalse();
        long asked = nanos.get();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        term.granted(asked);
        assertThat(term.holds()).isTrue();
        nanos.addAndGet(Duration.ofMillis(4_999).toNanos());
        assertThat(term.holds()).isTrue();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(term.holds()).as("8 of 10 seconds after the request").isFalse();
    }

    @Test
    void itGoesOnWithEachRenewal() {
        term.granted(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        term.granted(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(term.holds()).isTrue();
    }

    @Test
    void itIsNeverBegunAgain() {
        term.granted(nanos.get());
        term.end();
        term.granted(nanos.get());
        assertThat(term.holds()).isFalse();
    }
}
