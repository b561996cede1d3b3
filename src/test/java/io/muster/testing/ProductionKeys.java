package io.muster.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a packaged service under test, which refuses the development secret, one of its own, and signs with it. */
public class ProductionKeys implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Tokens.signWith(PackagedService.SECRET);
        return Map.of("muster.jwt.secret", PackagedService.SECRET);
    }

    @Override
    public void stop() {
        Tokens.signWithDevelopmentSecret();
    }
}
