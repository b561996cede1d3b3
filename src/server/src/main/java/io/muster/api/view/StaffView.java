package io.muster.api.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.identity.Caller;

/** Renders an event for a person who works for its manager. */
public interface StaffView {

    /** The event as the person may see it: the person's own entry only, the counts, {@code my_response}. */
    ObjectNode of(Event event, Caller person);
}
