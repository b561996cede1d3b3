/** The stages of an aggregation. */
@NullMarked
package io.muster.embedded.pipeline;

import org.jspecify.annotations.NullMarked;
