package io.muster.api.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Bodies that are half sent take no more memory than they may, for no longer than they may, and nobody else's share. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(BodiesUnderWayTest.Small.class)
@WithTestResource(MongoTestResource.class)
class BodiesUnderWayTest {
    private static final int HALF_SENT = 100_000;
    private static final int ALL = 500 * 1024;
    private static final int ALL_OF_CALLER = 250 * 1024;

    public static class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "muster.http.max-bodies-under-way", "500K",
                    "muster.http.max-bodies-of-caller", "250K",
                    "muster.http.body-within", "4s");
        }
    }

    private static RawHttp begin(String sub, String more, int length) throws IOException {
        return new RawHttp()
                .send("POST /api/probe/tree HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: " + TestTokens.staff(sub).bearer() + "\r\n" + more + "Content-Length: "
                        + length
                        + "\r\n\r\n{");
    }

    private static RawHttp.Answer whole(String sub, String more) throws IOException {
        try (RawHttp http = begin(sub, more, 2)) {
            return http.send("}").answer();
        }
    }

    /** A test begins with nothing taken: connections of the one before are closed some time after it closed them. */
    private static void untilAllIsGivenBack(String... subs) {
        for (String sub : subs) {
            await().untilAsserted(() -> assertThat(wholeShare(sub).status()).isEqualTo(200));
        }
    }

    private static RawHttp.Answer wholeShare(String sub) throws IOException {
        try (RawHttp http = begin(sub, "", ALL_OF_CALLER)) {
            return http.send(" ".repeat(ALL_OF_CALLER - 2) + "}").answer();
        }
    }

    private static List<RawHttp> halfSent(String sub, int bodies) throws IOException {
        List<RawHttp> opened = new ArrayList<>();
        for (int i = 0; i < bodies; i++) {
            opened.add(begin(sub, "", HALF_SENT));
        }
        return opened;
    }

    private static void close(List<RawHttp> opened) throws IOException {
        for (RawHttp http : opened) {
            http.close();
        }
    }

    private interface HalfSent {
        List<RawHttp> begin() throws IOException;
    }

    private interface Check {
        void run() throws IOException;
    }

    /**
     * Checks while somebody is refused. The bytes of a body are taken once its head has been read, some time after it was sent,
     * and given back when it has not come in time: then the bodies are begun again.
     */
    private static void whileTaken(HalfSent bodies, String refused, Check check) throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<RawHttp> opened = bodies.begin();
            try {
                if (isRefusedSoon(refused)) {
                    check.run();
                    return;
                }
                assertThat(attempt).as("attempts").isLessThan(10);
            } finally {
                close(opened);
            }
        }
    }

    private static boolean isRefusedSoon(String sub) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            if (whole(sub, "").status() == 503) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whoHoldsAShareIsRefusedAndNobodyElse() throws IOException {
        whileTaken(
                () -> {
                    List<RawHttp> opened = halfSent("greedy", 2);
                    opened.add(begin("greedy", "", ALL_OF_CALLER - 2 * HALF_SENT));
                    return opened;
                },
                "greedy",
                () -> {
                    RawHttp.Answer refused = whole("greedy", "");
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
                    assertThat(refused.header("Retry-After"))
                            .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-5]"));
                    assertThat(whole("modest", "").status()).isEqualTo(200);
                });
        untilAllIsGivenBack("greedy");
    }

    @Test
    void whereAllIsTakenAKeyIsToldThatItsOutcomeIsUnknown() throws IOException {
        whileTaken(
                () -> {
                    List<RawHttp> opened = halfSent("one", 2);
                    opened.addAll(halfSent("two", 2));
                    opened.add(begin("three", "", ALL - 4 * HALF_SENT));
                    return opened;
                },
                "four",
                () -> assertThat(whole("five", "Idempotency-Key: k1\r\n").body())
                        .contains("\"code\":\"OUTCOME_UNKNOWN\""));
        untilAllIsGivenBack("one", "two", "three");
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
        try (RawHttp http = begin("slow", "", HALF_SENT)) {
            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("\"code\":\"REQUEST_TIMEOUT\"");
            assertThatThrownBy(http::answer).isInstanceOf(IOException.class);
        }
    }
}
