/** Filters, sort orders and projections, and how an index serves them. */
@NullMarked
package io.muster.embedded.query;

import org.jspecify.annotations.NullMarked;
