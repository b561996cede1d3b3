package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.Frame;
import io.muster.people.Standings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which sockets are checked when what changes may have been missed. */
class SocketRightsWatchTest {
    private static final String ADA = "oidc:ada";
    private static final String WALL = Caller.machine("65f0c0ffee65f0c0ffee65f0");

    private final Vertx vertx = Vertx.vertx();
    private final Sockets sockets = new Sockets(vertx, Duration.ZERO);
    private final List<String> checked = new ArrayList<>();
    private final List<ManualWire> wires = new ArrayList<>();
    private final SocketRightsWatch watch = new SocketRightsWatch(
            userKey -> noted(userKey, Standings.NONE),
            userKey -> noted(userKey, false),
            sockets,
            new ScriptedSubscriptions(),
            vertx);

    @AfterEach
    void close() {
        vertx.close();
    }

    private <T> Uni<T> noted(String userKey, T answer) {
        checked.add(userKey);
        return Uni.createFrom().item(answer);
    }

    private void opened(String userKey) {
        Caller caller =
                new Caller(userKey, Profile.UNKNOWN, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
        ManualWire wire = new ManualWire();
        wires.add(wire);
        sockets.opened(new SocketListener(
                new SocketRights(caller, Optional.empty(), Standings.NONE, caller),
                1_000,
                Runnable::run,
                self -> new SendQueue(
                        wire,
                        new SendQueue.Limits(10, 1_000, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        new QueueMemory(1_000).share(self::sendAway),
                        new SendQueue.SendQueueListener() {
                            @Override
                            public void sent(Frame frame) {}

                            @Override
                            public void tooSlow() {}

                            @Override
                            public void ended() {}
                        })));
    }

    @Test
    void eachSocketIsCheckedOnceWhenBothStreamsAreLost() {
        opened(ADA);
        opened(WALL);

        watch.ofPeople().lost();
        assertThat(checked).containsExactly(ADA);
        watch.ofMachines().lost();

        assertThat(checked).containsExactly(ADA, WALL);
        assertThat(wires.get(0).ends).isEmpty();
        assertThat(wires.get(1).ends).containsExactly("REVOKED");
    }
}
