package io.muster.outbound;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service that numbers and sends. */
public class WithOutbound implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("muster.outbound.enabled", "true");
    }
}
