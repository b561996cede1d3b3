/** Muster: fills the places of an event. What stands here concerns the service as a whole. */
@NullMarked
package io.muster;

import org.jspecify.annotations.NullMarked;
