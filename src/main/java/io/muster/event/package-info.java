/** The event, its people, its planner and guard, the journal entry, and their mapping to MongoDB. */
@NullMarked
package io.muster.event;

import org.jspecify.annotations.NullMarked;
