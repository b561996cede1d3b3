/** Errors as clients get them: the catalogue, and its rendering as {@code application/problem+json}. */
@NullMarked
package io.muster.api.problem;

import org.jspecify.annotations.NullMarked;
