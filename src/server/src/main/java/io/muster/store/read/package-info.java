/** Reads of events and of the journal, outside of transactions. */
@NullMarked
package io.muster.store.read;

import org.jspecify.annotations.NullMarked;
