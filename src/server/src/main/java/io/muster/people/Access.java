package io.muster.people;

/** What a member may do in the firm. */
public enum Access {
    STAFF,
    MANAGER,
    READ
}
