package io.muster.api.calendar;

import io.muster.testing.service.ProductionSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/** The same on the packaged service: in a native binary too the library has all it needs. */
@Tag("binary")
@QuarkusIntegrationTest
@WithTestResource(ProductionSettings.class)
class CalendarIT extends CalendarTest {}
