package io.muster.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import io.muster.live.Notice.Receiver;
import io.muster.live.Notice.Type;
import io.muster.live.step.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayFrameCacheTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Notice TO_MANY = notice(Optional.empty());
    private static final Notice TO_ONE = notice(Optional.of(new Step.Named(
            new StaffEntry("oidc:1", Response.ACCEPT, Optional.of("Server"), Optional.of("server"), NOW, 2),
            Profile.UNKNOWN)));

    private final ReplayFrameCache retold = new ReplayFrameCache(30);
    private int made;

    private static Notice notice(Optional<Step.Named> own) {
        return new Notice(
                Type.RESPONSE,
                true,
                new Receiver.Staff(own.isPresent(), own, Optional.empty(), false),
                Optional.empty());
    }

    @Test
    void whatManyAreToldIsMadeOnce() {
        Frame first = told("1", TO_MANY);
        assertThat(told("1", TO_MANY)).isSameAs(first);
        assertThat(made).isEqualTo(1);
        assertThat(told("2", TO_MANY)).isNotSameAs(first);
    }

    @Test
    void whatOneIsToldIsNotKept() {
        told("1", TO_ONE);
        told("1", TO_ONE);
        assertThat(made).isEqualTo(2);
        assertThat(retold.bytes()).isZero();
    }

    @Test
    void theOldestGoesWhereItIsTooMuch() {
        List.of("1", "2", "3", "4").forEach(id -> told(id, TO_MANY));
        assertThat(retold.bytes()).isEqualTo(30);
        told("4", TO_MANY);
        assertThat(made).isEqualTo(4);
        told("1", TO_MANY);
        assertThat(made).isEqualTo(5);
    }

    @Test
    void nothingIsKeptForLong() {
        retold.age(NOW);
        told("1", TO_MANY);
        retold.age(NOW.plusSeconds(29));
        told("1", TO_MANY);
        assertThat(made).isEqualTo(1);
        retold.age(NOW.plusSeconds(31));
        assertThat(retold.bytes()).isZero();
    }

    private Frame told(String id, Notice notice) {
        return retold.frame(id, notice, () -> {
            made++;
            return Frame.of("ten bytes.");
        });
    }
}
