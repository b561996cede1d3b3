package io.muster.api.event;

/**
 * Paths of events. Each literal one has a class of its own: the framework matches classes before methods, and under a
 * common class it would take them for ids.
 */
final class EventPaths {
    static final String EVENTS = "/api/events";
    static final String BATCH = EVENTS + "/batch";
    static final String SUMMARY = EVENTS + "/summary";
    static final String AVAILABLE = EVENTS + "/available";
    static final String MY_SHIFTS = EVENTS + "/my-shifts";
    static final String EVENT = EVENTS + "/{id}";

    private EventPaths() {}
}
