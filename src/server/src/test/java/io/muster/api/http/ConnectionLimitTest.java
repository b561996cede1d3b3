package io.muster.api.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.muster.testing.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** No more connections are held than may be, whatever they send. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(ConnectionLimitTest.Few.class)
class ConnectionLimitTest {
    private static final int MOST = 4;

    public static class Few implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.http.max-connections", "" + MOST, "muster.live.connections", "2");
        }
    }

    private static boolean isLetIn(RawHttp http) {
        try {
            return http.send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .answer()
                            .status()
                    == 401;
        } catch (IOException cutOff) {
            return false;
        }
    }

    private static boolean isOneMoreLetIn() throws IOException {
        try (RawHttp http = new RawHttp()) {
            return isLetIn(http);
        }
    }

    @Test
    void whoComesBeyondIsCutOffUntilSomebodyGoes() throws IOException {
        List<RawHttp> open = new ArrayList<>();
        try {
            while (open.size() < MOST) {
                open.add(new RawHttp());
                assertThat(isLetIn(open.get(open.size() - 1))).isTrue();
            }
            assertThat(isOneMoreLetIn()).isFalse();

            open.remove(0).close();
            await().until(ConnectionLimitTest::isOneMoreLetIn);
        } finally {
            for (RawHttp http : open) {
                http.close();
            }
        }
    }
}
