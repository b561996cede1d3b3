/** Aggregation expressions as MongoDB 4.2 knows them: parsed once, then evaluated per document. */
@NullMarked
package io.muster.embedded.expression;

import org.jspecify.annotations.NullMarked;
