/** The caller: tokens, claims, keys and rights. */
@NullMarked
package io.muster.identity;

import org.jspecify.annotations.NullMarked;
