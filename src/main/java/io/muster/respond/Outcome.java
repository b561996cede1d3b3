package io.muster.respond;

import io.muster.event.Decision;
import io.muster.event.Event;

/**
 * What is answered to a command once its batch is committed.
 *
 * @param event the event after the batch, at the decision's version or a later one
 */
public record Outcome(Decision decision, Event event) {}
