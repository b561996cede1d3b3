package io.muster.event;

import io.muster.identity.Caller;

/**
 * Who among the staff sees an event (the contract's section 2, "Audience"). Only the people of its manager ever do;
 * whoever has accepted sees it whatever its status and audience.
 */
public final class Visibility {
    private Visibility() {}

    /**
     * Whether staff see an event that is not deleted.
     *
     * @param accepted whether the caller is among those who accepted
     * @param barred whether the manager barred the caller
     */
    public static boolean of(
            Caller caller, String managerId, EventStatus status, Audience audience, boolean accepted, boolean barred) {
        return caller.worksFor(managerId)
                && (accepted || (status != EventStatus.DRAFT && !barred && audience.includes(caller)));
    }
}
