/** A person's response over HTTP: its limits, its checks and its answer. */
@NullMarked
package io.muster.api.respond;

import org.jspecify.annotations.NullMarked;
