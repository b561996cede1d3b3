package io.muster.api.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.muster.live.Frame;
import io.muster.live.Subscriber;
import io.muster.testing.http.RawSocket;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.netty.util.internal.PlatformDependent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many sockets at once, and the ones among them that do not read. */
@QuarkusTest
@Tag("service")
@TestProfile(Scripted.class)
class CrowdTest extends SocketTest {
    @Inject
    MeterRegistry registry;

    @AfterEach
    void nobodyIsCountedAnyMore() {
        await().untilAsserted(() -> assertThat(
                        registry.get("muster.ws.connections").gauge().value())
                .isZero());
    }

    private List<TestSocket> crowd(String prefix, int size) {
        List<CompletableFuture<TestSocket>> opening = IntStream.range(0, size)
                .mapToObj(i -> clients.begin(clients.options()
                        .addHeader("Authorization", TestTokens.staff(prefix + i).bearer())))
                .toList();
        List<TestSocket> open = opening.stream().map(TestSocket::join).toList();
        open.forEach(socket -> assertThat(socket.nextText()).contains("welcome"));
        return open;
    }

    /** Frames as they are when a burst is recorded, of about 600 bytes. */
    private static List<Frame> burst(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Frame("{\"n\":" + i + ",\"x\":\"" + "x".repeat(580) + "\"}", Optional.of(Instant.now())))
                .toList();
    }

    @Test
    void oneStuckReaderAmongFiveHundredHoldsUpNobody() throws Exception {
        List<TestSocket> others = crowd("reader-", 499);
        List<String> said = new CopyOnWriteArrayList<>();
        ExtHandler listener = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                said.add(line.getFormattedMessage());
            }
        };
        Logger.getLogger(LiveSocket.class.getName()).addHandler(listener);
        double slowBefore = registry.get("muster.ws.slow.readers").counter().count();
        try (RawSocket stuck = new RawSocket(RestAssured.port, TestTokens.staff("stuck"), 4096)) {
            await().until(() -> subscriptions.listening().size() == 500);
            assertThat(registry.get("muster.ws.connections").gauge().value()).isEqualTo(500);
            Subscriber stuckListener = subscriptions.listening().stream()
                    .filter(it -> it.caller().userKey().equals("oidc:stuck"))
                    .findFirst()
                    .orElseThrow();
            // Sixty megabytes, more than the system takes in for one who does not read, so that the rest waits here.
            long directBefore = PlatformDependent.usedDirectMemory();
            stuckListener.take(Collections.nCopies(100_000, burst(1).get(0)));

            List<Frame> burst = burst(100);
            List<String> expected = burst.stream().map(Frame::text).toList();
            burst.forEach(frame -> subscriptions.tell(List.of(frame)));
            for (TestSocket other : others) {
                assertThat(other.nextTexts(100)).isEqualTo(expected);
            }
            assertThat(PlatformDependent.usedDirectMemory() - directBefore).isLessThan(16L << 20);
            await().atMost(Duration.ofSeconds(6))
                    .until(() ->
                            registry.get("muster.ws.slow.readers").counter().count() == slowBefore + 1);
            stuck.readToTheEnd();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> subscriptions.listening().size() == 499);
        } finally {
            Logger.getLogger(LiveSocket.class.getName()).removeHandler(listener);
        }
        assertThat(said).as("named, but as in every log").hasSize(1);
        assertThat(said.get(0)).matches("socket closed userKey=[0-9a-f]{32} reason=slow");
        Timer lag = registry.get("muster.fanout.lag").timer();
        assertThat(lag.count()).isGreaterThanOrEqualTo(49_900);
        assertThat(lag.max(TimeUnit.SECONDS)).isLessThan(10);
        others.forEach(TestSocket::close);
    }

    @Test
    void whoOnlySeemsToBeThereIsCutAndOthersAreServedMeanwhile() throws Exception {
        int joinedBefore = subscriptions.joined();
        List<RawSocket> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                halfOpen.add(new RawSocket(RestAssured.port, TestTokens.staff("half-" + i), 4096));
            }
            await().until(() -> subscriptions.joined() - joinedBefore >= 1000);
            try (TestSocket alive = clients.open(TestTokens.staff("alive"))) {
                assertThat(alive.nextText()).contains("welcome");
                subscriptions.tell(burst(10));
                assertThat(alive.nextTexts(10)).hasSize(10);

                await().atMost(Duration.ofSeconds(15))
                        .until(() -> subscriptions.listening().size() == 1);
                assertThat(alive.isOpen()).isTrue();
            }
            for (RawSocket socket : halfOpen) {
                socket.readToTheEnd();
            }
        } finally {
            for (RawSocket socket : halfOpen) {
                socket.close();
            }
        }
    }
}
