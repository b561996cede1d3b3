package io.muster.live;

import io.muster.event.JournalEntry;

/**
 * A line of the journal as the change stream brought it.
 *
 * @param position its place in the stream
 */
record Line(StreamPosition position, JournalEntry entry) {}
