package io.muster.api.body;

import java.io.IOException;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls that need no body are answered however a client says that there is none. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class BodylessRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Length: 0\r\n",
                "Content-Type: application/json\r\n",
                "Content-Type: application/json\r\nContent-Length: 0\r\n",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            })
    void isAnswered(String headers) throws IOException {
        String end = headers.contains("chunked") ? "0\r\n\r\n" : "";
        try (RawHttp http = new RawHttp()) {
            http.send("POST /api/probe/tree HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + TestTokens.staff("1").bearer() + "\r\n" + headers + "\r\n" + end);

            assertThat(http.answer().status()).isEqualTo(204);
        }
    }
}
