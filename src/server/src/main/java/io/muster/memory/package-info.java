/** Memory of an idle process. It depends on no other package; nothing depends on it. */
@NullMarked
package io.muster.memory;

import org.jspecify.annotations.NullMarked;
