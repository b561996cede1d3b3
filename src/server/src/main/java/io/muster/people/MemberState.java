package io.muster.people;

/** Whether a member has joined. */
public enum MemberState {
    /** Nobody has signed in as this member yet. */
    INVITED,
    ACTIVE,
    /** The firm does not want the person any more, whatever the person's token says. */
    BLOCKED
}
