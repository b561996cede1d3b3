/** Replay of the journal, the audit of every event against it, and repair. */
@NullMarked
package io.muster.audit;

import org.jspecify.annotations.NullMarked;
