/** Live updates as clients see them. */
@NullMarked
package io.muster.api.live;

import org.jspecify.annotations.NullMarked;
