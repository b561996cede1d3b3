package io.muster.api.event;

import io.muster.testing.ProductionSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged service. */
@QuarkusIntegrationTest
@WithTestResource(ProductionSettings.class)
class BadInputIT extends BadInputTest {}
