/** Responses over HTTP: rate limits, checks, answers. */
@NullMarked
package io.muster.api.respond;

import org.jspecify.annotations.NullMarked;
