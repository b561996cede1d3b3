/** Reading events and the journal: the stored form, the queries and the indexes they need, and what changed since. */
@NullMarked
package io.muster.event.read;

import org.jspecify.annotations.NullMarked;
