/**
 * Who is sent what: fan-out, ring, subscriptions. Everything in it that changes is touched by one thread only, the
 * {@link io.muster.live.step.LiveLoop}'s.
 */
@NullMarked
package io.muster.live;

import org.jspecify.annotations.NullMarked;
