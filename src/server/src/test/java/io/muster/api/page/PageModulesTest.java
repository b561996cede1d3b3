package io.muster.api.page;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.testing.openapi.ContractDocument;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

/** What the pages think, apart from what they draw. */
class PageModulesTest {
    @TestFactory
    Stream<DynamicTest> followsTheLiveUpdates() {
        return JavaScriptTests.of("live/live-client.test.js");
    }

    /** Nothing that the service may refuse is left without words. */
    @TestFactory
    Stream<DynamicTest> saysWhyInBothLanguages() {
        JsonNode codes = ContractDocument.OPENAPI.tree().at("/components/schemas/ProblemCode/enum");
        return JavaScriptTests.of("ui/words.test.js", codes.toString());
    }

    @TestFactory
    Stream<DynamicNode> works() {
        return Stream.of(
                        "account/account",
                        "account/address",
                        "account/again",
                        "account/belonging",
                        "core/api",
                        "core/forget",
                        "core/http",
                        "core/known-shifts",
                        "core/names",
                        "core/order",
                        "core/past",
                        "core/platform",
                        "core/session",
                        "core/step",
                        "core/shifts",
                        "core/store",
                        "core/week",
                        "board/feed-lines",
                        "board/filling",
                        "board/form",
                        "board/known-values",
                        "board/questions",
                        "board/weeks",
                        "staff/calendar",
                        "staff/changes",
                        "staff/confirmation",
                        "staff/finding",
                        "staff/offer",
                        "staff/outcome",
                        "staff/responder",
                        "staff/staying",
                        "text/catalogues",
                        "text/when",
                        "ui/announcer")
                .map(name -> dynamicContainer(name, JavaScriptTests.of(name + ".test.js")));
    }
}
