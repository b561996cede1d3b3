package io.muster.notice.send;

import java.util.Map;
import java.util.Set;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service whose outbound log is the test's, and which sends nothing by itself. */
public class WithTestLog implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("muster.notices.settle", "PT0.5S");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TestLog.class);
    }
}
