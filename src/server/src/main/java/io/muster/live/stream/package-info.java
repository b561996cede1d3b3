/** The change stream over the journal: opening, reading, resuming, health. */
@NullMarked
package io.muster.live.stream;

import org.jspecify.annotations.NullMarked;
