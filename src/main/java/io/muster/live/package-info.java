/**
 * Live updates: one change stream per process over the journal, a ring of what happened last, and its fan-out to those who
 * may see it. Everything in it that changes is touched by one thread only, the {@link LiveLoop}'s.
 */
@NullMarked
package io.muster.live;

import org.jspecify.annotations.NullMarked;
