/** Collections, indexes and history in persistent maps: a snapshot is one reference. */
@NullMarked
package io.muster.embedded.storage;

import org.jspecify.annotations.NullMarked;
