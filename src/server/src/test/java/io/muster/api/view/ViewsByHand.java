package io.muster.api.view;

import io.muster.store.people.Profiles;

/** Views as tests put them together without the service around them. */
public final class ViewsByHand {
    private ViewsByHand() {}

    public static EventForManager forManager(Profiles profiles) {
        return new EventForManager(profiles);
    }
}
