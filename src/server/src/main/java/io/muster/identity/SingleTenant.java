package io.muster.identity;

import io.quarkus.runtime.LaunchMode;

/** Whether staff whose token names no managers see every manager's events (MUSTER_SINGLE_TENANT). */
public final class SingleTenant {
    private SingleTenant() {}

    public static boolean is(IdentityConfig config) {
        return is(config, LaunchMode.current() == LaunchMode.NORMAL);
    }

    /** @param production by the launch mode, not the profile: a production package stays one with any profile */
    static boolean is(IdentityConfig config, boolean production) {
        return config.singleTenant().orElse(!production);
    }
}
