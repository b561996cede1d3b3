package io.muster.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.testing.http.Stage;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process that stops lets nobody in whom it does not answer, and stops when everybody is answered. */
@Tag("binary")
class StopIT {
    private static final byte[] REQUEST =
            "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CLIENTS = 4;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();

    @Test
    void whoIsLetInIsAnsweredToTheEnd() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Stage stage = new Stage()) {
            PackagedService service = stage.startService();
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (service.isRunning()) {
                        call(service.port());
                    }
                });
            }
            await().until(() -> answered.get() > 100);

            assertThat(service.stop()).isIn(0, 143);

            clients.shutdown();
            assertThat(clients.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(List.copyOf(dropped)).isEmpty();
        assertThat(turnedAway).hasPositiveValue();
    }

    /** The framework would wait for a request that has become a socket until its time is over, and complain. */
    @Test
    void nobodyWaitsForWhatHasBecomeASocket() throws Exception {
        TestTokens listener = TestTokens.staff("listener").secret(PackagedService.SECRET);
        try (Stage stage = new Stage()) {
            PackagedService service = stage.startService();
            try (TestSocket.Clients clients = new TestSocket.Clients(service.port())) {
                clients.open(listener).close();
                TestSocket open = clients.open(listener);

                assertThat(service.stop()).isIn(0, 143);

                assertThat(open.closeCode()).isEqualTo(1001);
                assertThat(service.log().text()).doesNotContain("Timed out waiting");
            }
        }
    }

    /** On a connection of its own: refused, or answered. */
    private void call(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            try {
                socket.connect(new InetSocketAddress("localhost", port), 2_000);
            } catch (ConnectException refused) {
                turnedAway.incrementAndGet();
                return;
            }
            OutputStream out = socket.getOutputStream();
            out.write(REQUEST);
            out.flush();
            if (socket.getInputStream().read() == 'H') {
                answered.incrementAndGet();
            } else {
                dropped.add("closed without an answer");
            }
        } catch (IOException e) {
            dropped.add(e.toString());
        }
    }
}
