/** Tells people: looks through the outbound log for what there is to tell, and sends it when it is due. One process at a time does it. */
@NullMarked
package io.muster.notice.send;

import org.jspecify.annotations.NullMarked;
