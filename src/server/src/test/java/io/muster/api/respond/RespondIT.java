package io.muster.api.respond;

import io.muster.testing.service.ProductionSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assumptions.abort;

/** The same on the packaged service. */
@Tag("binary")
@QuarkusIntegrationTest
@WithTestResource(ProductionSettings.class)
class RespondIT extends RespondTest {
    @Override
    void letAMinutePass() {
        abort("as said before it; a packaged service's clock cannot be turned to see what is said a minute later");
    }

    @Override
    @Test
    void readsOfABatchLeaveNoCursorToClose() {
        abort("the commands that a packaged service sends are not seen from here");
    }
}
