/** The journal: one entry per version of an event, and the replay that makes the event of its entries. A line is an entry. */
@NullMarked
package io.muster.event.journal;

import org.jspecify.annotations.NullMarked;
