/** Who may make a call. */
@NullMarked
package io.muster.api.access;

import org.jspecify.annotations.NullMarked;
