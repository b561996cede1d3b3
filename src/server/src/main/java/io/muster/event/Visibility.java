package io.muster.event;

import io.muster.identity.Caller;

/**
 * Which staff see an event (the contract, docs/api.md#event-audience). Only people who work for its manager do. A person
 * who is in or on standby sees it whatever its status and audience.
 */
public final class Visibility {
    private Visibility() {}

    /**
     * Whether staff see an event that is not deleted.
     *
     * @param held whether the caller's response {@linkplain Response#keepsSight keeps the event in sight}
     * @param barred whether the manager barred the caller
     */
    public static boolean of(
            Caller caller, String managerId, EventStatus status, Audience audience, boolean held, boolean barred) {
        return caller.worksFor(managerId)
                && (held || (status != EventStatus.DRAFT && !barred && audience.includes(caller)));
    }
}
