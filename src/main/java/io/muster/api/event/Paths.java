package io.muster.api.event;

/**
 * Addresses of events. The literal ones each have a class of their own: classes are matched before methods, and under a
 * class for all events they would be taken for ids.
 */
final class Paths {
    static final String EVENTS = "/api/events";
    static final String BATCH = EVENTS + "/batch";
    static final String AVAILABLE = EVENTS + "/available";
    static final String MY_SHIFTS = EVENTS + "/my-shifts";
    static final String EVENT = EVENTS + "/{id}";

    private Paths() {}
}
