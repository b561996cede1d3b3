package io.muster.api.http;

import java.io.IOException;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A head that is too long is refused with a problem, and the connection goes on. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class HeadLimitsTest {
    private static final String SIGNED_IN =
            "Authorization: " + TestTokens.manager("m-1").bearer() + "\r\n";

    private static RawHttp.Answer get(RawHttp http, String address, String headers) throws IOException {
        return http.send("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .answer();
    }

    private static void assertProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json;charset=UTF-8");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"status\":" + status);
    }

    @Test
    void anAddressThatIsTooLongIs414() throws IOException {
        try (RawHttp http = new RawHttp()) {
            String start = "/api/events?cursor=";
            assertProblem(get(http, start + "x".repeat(10_000), SIGNED_IN), 414, "URI_TOO_LONG");
            assertProblem(get(http, "/staff?" + "x".repeat(10_000), ""), 414, "URI_TOO_LONG");
            assertProblem(
                    get(http, start + "x".repeat(HeadLimits.MAX_ADDRESS_BYTES - start.length() + 1), SIGNED_IN),
                    414,
                    "URI_TOO_LONG");
            assertThat(get(http, start + "x".repeat(HeadLimits.MAX_ADDRESS_BYTES - start.length()), SIGNED_IN)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void headersThatAreTooLargeAre431() throws IOException {
        try (RawHttp http = new RawHttp()) {
            String large = "X-Large: " + "x".repeat(HeadLimits.MAX_HEADERS_BYTES) + "\r\n";
            assertProblem(get(http, "/api/events", SIGNED_IN + large), 431, "HEADERS_TOO_LARGE");
            assertThat(get(http, "/api/events", SIGNED_IN).status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatIsNoneIs400() throws IOException {
        try (RawHttp http = new RawHttp()) {
            assertProblem(get(http, "/api/events/%zz", SIGNED_IN), 400, "VALIDATION");
        }
    }
}
