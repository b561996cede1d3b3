/** Places of one person at the same time: a firm's rule, and what a place takes up. */
@NullMarked
package io.muster.event.overlap;

import org.jspecify.annotations.NullMarked;
