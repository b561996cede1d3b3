package io.muster.notice.send;

import java.util.Map;

import io.muster.api.join.WithMail;

/** A service that sends letters, in which changes of an event wait for each other for two seconds. */
public class WithNotices extends WithMail {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("muster.notices.settle", "PT2S", "muster.outbound.enabled", "true");
    }
}
