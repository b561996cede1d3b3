/** Change streams over the history. */
@NullMarked
package io.muster.embedded.stream;

import org.jspecify.annotations.NullMarked;
