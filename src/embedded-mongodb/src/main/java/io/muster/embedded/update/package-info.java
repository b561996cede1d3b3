/** Updates: by operators, by a whole document, by a pipeline. A document is never changed, always copied. */
@NullMarked
package io.muster.embedded.update;

import org.jspecify.annotations.NullMarked;
