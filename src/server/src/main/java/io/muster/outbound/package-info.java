/** Numbers what happened, once and in commit order, and passes it on to whoever sends it. One process at a time does it. */
@NullMarked
package io.muster.outbound;

import org.jspecify.annotations.NullMarked;
