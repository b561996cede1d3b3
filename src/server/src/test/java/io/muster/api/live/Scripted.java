package io.muster.api.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The service with {@link ScriptedSubscriptions} to tell its sockets what happens, and limits that tests live to see. */
public class Scripted implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedSubscriptions.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return new HashMap<>(Map.of(
                "muster.live.farewell", "500ms",
                "muster.live.stall", "2s",
                "muster.live.silence", "3s",
                "quarkus.websockets-next.server.auto-ping-interval", "1s",
                "muster.allowed-origins", "https://app.example.org"));
    }
}
