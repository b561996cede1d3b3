package io.muster.api.event;

import io.muster.testing.ProductionKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged service. */
@QuarkusIntegrationTest
@WithTestResource(ProductionKeys.class)
class LifecycleIT extends LifecycleTest {}
