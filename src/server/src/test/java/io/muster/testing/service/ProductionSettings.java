package io.muster.testing.service;

import java.util.Map;

import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Makes up for what a packaged service has otherwise than one under {@code @QuarkusTest}: it refuses the development secret,
 * so it gets one of its own that tokens are signed with, and it keeps firms apart unless told not to.
 */
public class ProductionSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestTokens.signWith(PackagedService.SECRET);
        return Map.of("muster.jwt.secret", PackagedService.SECRET, "muster.single-tenant", "true");
    }

    @Override
    public void stop() {
        TestTokens.signWithDevelopmentSecret();
    }
}
