package io.muster.api.admin;

import io.muster.testing.ProductionSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged service. */
@QuarkusIntegrationTest
@WithTestResource(ProductionSettings.class)
class AdminIT extends AdminTest {}
