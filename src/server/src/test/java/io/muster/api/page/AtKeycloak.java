package io.muster.api.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.muster.testing.service.Keycloak;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import org.jspecify.annotations.Nullable;

/** A service whose people sign in at a Keycloak, whose tokens live for a few seconds. */
public class AtKeycloak implements QuarkusTestProfile {
    /** Long enough for a slow machine, and short enough to be waited for. */
    static final Duration TOKEN_LIFE = Duration.ofSeconds(12);

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Provider.class));
    }

    /** Starts it once for all tests. */
    public static class Provider implements QuarkusTestResourceLifecycleManager {
        private @Nullable Keycloak keycloak;

        @Override
        public Map<String, String> start() {
            int port = Keycloak.freePort();
            Keycloak started = Keycloak.start("http://localhost:" + port, TOKEN_LIFE);
            keycloak = started;
            return Map.of(
                    "quarkus.http.test-port",
                    String.valueOf(port),
                    "muster.jwt.jwks-url",
                    started.issuer() + "/protocol/openid-connect/certs",
                    "muster.jwt.issuer",
                    started.issuer(),
                    "muster.jwt.audience",
                    "muster",
                    "muster.oidc.client-id",
                    "muster-pages");
        }

        @Override
        public void stop() {
            if (keycloak != null) {
                keycloak.close();
            }
        }
    }
}
