/** Development only: the embedded database, sample events, tokens. Never part of a package. */
@NullMarked
package io.muster.dev;

import org.jspecify.annotations.NullMarked;
