package io.muster.api.event;

/** Addresses of events. The literal ones are no ids, so none of them can be taken for one of the others. */
final class Paths {
    static final String EVENTS = "/api/events";
    static final String BATCH = EVENTS + "/batch";
    static final String AVAILABLE = EVENTS + "/available";
    static final String MY_SHIFTS = EVENTS + "/my-shifts";
    static final String EVENT = EVENTS + "/{id}";

    private Paths() {}
}
