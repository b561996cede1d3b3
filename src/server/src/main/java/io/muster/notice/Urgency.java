package io.muster.notice;

/** How soon a device that is asleep should be woken for it. */
public enum Urgency {
    /** Something that can be looked at later. */
    NORMAL,
    /** Somebody's place, or something of the next 24 hours. */
    HIGH
}
