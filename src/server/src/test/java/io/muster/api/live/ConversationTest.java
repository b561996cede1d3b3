package io.muster.api.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.muster.live.Frame;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes over an open socket, either way, and how it ends. */
@QuarkusTest
@Tag("service")
@TestProfile(Scripted.class)
class ConversationTest extends SocketTest {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final String PING = "{\"type\":\"ping\"}";

    private static TestTokens somebody() {
        return TestTokens.staff("talk-" + PEOPLE.incrementAndGet());
    }

    private TestSocket welcomed(TestTokens person) {
        TestSocket socket = clients.open(person);
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    @Test
    void whatIsToldComesInOrderAndWhole() {
        try (TestSocket socket = welcomed(somebody())) {
            String longest = "\u00e4\ud83d\ude80".repeat(20_000);
            List<String> texts = List.of(
                    "{\"n\":1}", "{\"n\":\"" + "y".repeat(200) + "\"}", "{\"n\":\"" + longest + "\"}", "{\"n\":4}");
            subscriptions.tell(texts.stream().map(Frame::of).toList());
            IntStream.range(5, 1000).forEach(i -> subscriptions.tell(List.of(Frame.of("{\"n\":" + i + "}"))));

            assertThat(socket.nextTexts(4)).isEqualTo(texts);
            assertThat(socket.nextTexts(995))
                    .isEqualTo(IntStream.range(5, 1000)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
        }
    }

    @Test
    void aPingIsAnsweredWithTheStreamsPlace() {
        try (TestSocket socket = welcomed(somebody())) {
            socket.say(PING);

            JsonObject pong = socket.next();
            assertThat(pong.getString("event")).isEqualTo("pong");
            assertThat(pong.getString("id")).isEqualTo(ScriptedSubscriptions.PLACE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping",
                "{",
                "null",
                "[]",
                "{}",
                "{\"type\":\"pong\"}",
                "{\"type\":[\"ping\"]}",
                "{\"type\":\"ping\",\"topics\":[\"manager:m-1\"]}",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"subscribe\",\"topic\":\"manager:m-1\"}",
            })
    void anythingElseIsAnErrorThatRepeatsNothing(String said) {
        try (TestSocket socket = welcomed(somebody())) {
            socket.say(said);

            assertError(socket, "UNKNOWN_MESSAGE");
            socket.say(PING);
            assertThat(socket.next().getString("event")).isEqualTo("pong");
        }
    }

    private static void assertError(TestSocket socket, String code) {
        JsonObject error = socket.next();
        assertThat(error.getString("event")).isEqualTo("error");
        assertThat(error.fieldNames()).containsExactlyInAnyOrder("event", "data");
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo(code);
        assertThat(error.getJsonObject("data").fieldNames()).containsExactlyInAnyOrder("code", "message");
    }

    @Test
    void binaryIsAnError() {
        try (TestSocket socket = welcomed(somebody())) {
            socket.sayBytes(PING.getBytes(StandardCharsets.UTF_8));
            assertError(socket, "BINARY_MESSAGE");
        }
    }

    @Test
    void fourKibibytesAreReadAndOneByteMoreIsNot() {
        try (TestSocket socket = welcomed(somebody())) {
            socket.say(PING + " ".repeat(4096 - PING.length()));
            assertThat(socket.next().getString("event")).isEqualTo("pong");

            socket.say(PING + " ".repeat(4097 - PING.length()));
            assertError(socket, "MESSAGE_TOO_LARGE");
            socket.say("{\"type\":\"" + "\u00e4".repeat(2048) + "\"}");
            assertError(socket, "MESSAGE_TOO_LARGE");
        }
    }

    @Test
    void overSixtyFourKibibytesItIsCut() {
        try (TestSocket socket = welcomed(somebody())) {
            socket.say(" ".repeat(65_537));
            assertThat(socket.closeCode()).isEqualTo(1006);
        }
        assertThat(Captured.during(() -> {
                    try (TestSocket socket = welcomed(somebody())) {
                        socket.sayInParts(" ".repeat(4000), 20);
                        assertThat(socket.closeCode()).isEqualTo(1006);
                    }
                }))
                .isEmpty();
    }

    @Test
    void whatIsNoTextIsAnErrorAndWhatIsNoFrameIsCut() {
        assertThat(Captured.during(() -> {
                    try (TestSocket socket = welcomed(somebody())) {
                        socket.sayRaw(new byte[] {(byte) 0xC3, (byte) 0x28}, 0);
                        assertError(socket, "UNKNOWN_MESSAGE");
                        socket.sayRaw(PING.getBytes(StandardCharsets.UTF_8), 7);
                        assertThat(socket.closeCode()).isEqualTo(1006);
                    }
                }))
                .isEmpty();
    }

    @Test
    void theThirdOffenceEndsIt() {
        try (TestSocket socket = welcomed(somebody())) {
            socket.say("a").say("b").sayBytes(new byte[1]).say(PING);

            assertError(socket, "UNKNOWN_MESSAGE");
            assertError(socket, "UNKNOWN_MESSAGE");
            assertError(socket, "BINARY_MESSAGE");
            assertThat(socket.closeCode()).isEqualTo(1008);
            assertThat(socket.rest()).isEmpty();
        }
    }

    @Test
    void tenPingsAreAnsweredAndMoreAreAbuse() {
        try (TestSocket socket = welcomed(somebody())) {
            IntStream.range(0, 13).forEach(i -> socket.say(PING));

            for (int i = 0; i < 10; i++) {
                assertThat(socket.next().getString("event")).isEqualTo("pong");
            }
            for (int i = 0; i < 3; i++) {
                assertError(socket, "TOO_MANY_MESSAGES");
            }
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void theProtocolsOwnPingsCountToo() {
        try (TestSocket socket = welcomed(somebody())) {
            IntStream.range(0, 13).forEach(i -> socket.ping());

            for (int i = 0; i < 3; i++) {
                assertError(socket, "TOO_MANY_MESSAGES");
            }
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void whenTheTokenExpiresItIsClosed() {
        TestTokens shortLived = somebody().claim("exp", Instant.now().getEpochSecond() + 2);
        try (TestSocket socket = welcomed(shortLived)) {
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
        await().untilAsserted(() -> assertThat(subscriptions.listening()).isEmpty());
    }

    @Test
    void whoAnswersPingsStaysHoweverSilent() {
        try (TestSocket socket = welcomed(somebody())) {
            // The limit is three seconds of silence, and the service asks once a second.
            await().during(Duration.ofMillis(4_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(socket::isOpen);
            socket.say(PING);
            assertThat(socket.next().getString("event")).isEqualTo("pong");
        }
    }
}
