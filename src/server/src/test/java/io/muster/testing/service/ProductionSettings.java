package io.muster.testing.service;

import java.util.Map;

import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Makes up for what a packaged service has otherwise than one under {@code @QuarkusTest}: it refuses the development secret,
 * so it gets one of its own that tokens are signed with, and it keeps firms apart unless told not to. Its management port is a
 * free one: that of production may be taken by the service of another test run, or by one that was left over.
 */
public class ProductionSettings implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestTokens.signWith(PackagedService.SECRET);
        return Map.of(
                "muster.jwt.secret", PackagedService.SECRET,
                "muster.single-tenant", "true",
                "quarkus.management.port", "0");
    }

    @Override
    public void stop() {
        TestTokens.signWithDevelopmentSecret();
    }
}
