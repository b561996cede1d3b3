/** Muster fills the places of an event. This package has what concerns the service as a whole. */
@NullMarked
package io.muster;

import org.jspecify.annotations.NullMarked;
