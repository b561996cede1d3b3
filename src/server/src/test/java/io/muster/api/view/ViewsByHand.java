package io.muster.api.view;

import io.muster.store.People;

/** Views as tests put them together without the service around them. */
public final class ViewsByHand {
    private ViewsByHand() {}

    public static EventForManager forManager(People people) {
        return new EventForManager(people);
    }
}
