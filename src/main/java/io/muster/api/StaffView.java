package io.muster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.identity.Caller;

/** How an event looks to one person who works for its manager. */
public interface StaffView {

    /** The event as the person may see it: nobody else's entry, the counts, {@code my_response}. */
    ObjectNode of(Event event, Caller person);
}
