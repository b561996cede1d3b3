/** The benchmark: what is measured against, and the program that measures. In no package but the benchmark's own. */
@NullMarked
package io.muster.bench;

import org.jspecify.annotations.NullMarked;
