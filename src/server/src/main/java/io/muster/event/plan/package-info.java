/** The planner: decides commands on one event as a pure function of the event, the time and the commands. */
@NullMarked
package io.muster.event.plan;

import org.jspecify.annotations.NullMarked;
