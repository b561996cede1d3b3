/** The feed of changes, for programs of a firm. */
@NullMarked
package io.muster.api.feed;

import org.jspecify.annotations.NullMarked;
