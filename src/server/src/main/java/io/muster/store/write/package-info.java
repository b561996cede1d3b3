/** Reads and writes of a transaction: the guarded update of an event, and the journal. */
@NullMarked
package io.muster.store.write;

import org.jspecify.annotations.NullMarked;
