package io.muster.api.problem;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that hangs up is no failure of the service. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class HangUpTest {
    private final Logger log = Logger.getLogger(UnexpectedErrors.class.getName());
    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord line) {
            lines.add(line);
        }
    };

    @BeforeEach
    void listen() {
        log.setLevel(Level.DEBUG);
        log.addHandler(listener);
    }

    @AfterEach
    void stop() {
        lines.clear();
        log.removeHandler(listener);
        log.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyThatBreaksOffIsNoError(boolean byReset) throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: " + TestTokens.manager("hasty").bearer() + "\r\nContent-Length: 100000\r\n\r\n{"
                    + " ".repeat(50_000));
            if (byReset) {
                http.reset();
            }
        }
        await().until(() -> !lines.isEmpty());

        assertThat(lines)
                .allSatisfy(line -> assertThat(line.getLevel().intValue())
                        .as(line.getFormattedMessage())
                        .isLessThan(Level.INFO.intValue()));
    }
}
