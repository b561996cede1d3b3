/** Tracing and logging of people under pseudonyms. */
@NullMarked
package io.muster.telemetry;

import org.jspecify.annotations.NullMarked;
