/** Lanes and group commit: how every change of an event is queued, batched and answered. */
@NullMarked
package io.muster.respond;

import org.jspecify.annotations.NullMarked;
