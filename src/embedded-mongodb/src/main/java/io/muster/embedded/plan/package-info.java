/** How a query is answered: by which index, which ranges of it, and in which order. */
@NullMarked
package io.muster.embedded.plan;

import org.jspecify.annotations.NullMarked;
