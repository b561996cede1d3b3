package io.muster.api.admin;

import io.muster.testing.service.ProductionSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Tag;

/** The same on the packaged service. */
@Tag("binary")
@QuarkusIntegrationTest
@WithTestResource(ProductionSettings.class)
class AdminIT extends AdminTest {}
