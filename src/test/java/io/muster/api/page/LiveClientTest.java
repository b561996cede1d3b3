package io.muster.api.page;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The browser's client for live updates, against sockets and timers of the test's own. */
class LiveClientTest {
    @TestFactory
    Stream<DynamicTest> keepsThePictureRight() {
        return JavaScriptTests.of("live/live-client.test.js");
    }
}
