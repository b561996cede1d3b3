/** The caller about the caller. */
@NullMarked
package io.muster.api.me;

import org.jspecify.annotations.NullMarked;
