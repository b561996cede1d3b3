package io.muster.respond.transaction;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TransactionPermitsTest {
    private final TransactionPermits permits = new TransactionPermits(2);
    private final List<String> got = new ArrayList<>();
    private final List<TransactionPermits.Permit> held = new ArrayList<>();

    @Test
    void thereAreAsManyAsThereAre() {
        acquire("a");
        acquire("b");
        acquire("c");
        assertThat(got).containsExactly("a", "b");
    }

    @Test
    void firstComeFirstServed() {
        acquire("a");
        acquire("b");
        acquire("c");
        acquire("d");
        held.get(1).release();
        held.get(0).release();
        assertThat(got).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsReleasedWithNobodyWaitingIsThereForTheNext() {
        acquire("a");
        acquire("b");
        held.get(0).release();
        acquire("c");
        acquire("d");
        assertThat(got).containsExactly("a", "b", "c");
    }

    private void acquire(String who) {
        permits.acquire().subscribe().with(permit -> {
            got.add(who);
            held.add(permit);
        });
    }
}
