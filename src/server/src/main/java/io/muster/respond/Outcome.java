package io.muster.respond;

import io.muster.event.Event;
import io.muster.event.plan.Decision;

/**
 * The answer to a command, once its batch is committed.
 *
 * @param event the event after the batch, at the decision's version or a later one
 */
public record Outcome(Decision decision, Event event) {}
