/** Lists of events over HTTP: pages, cursors and deltas. */
@NullMarked
package io.muster.api.list;

import org.jspecify.annotations.NullMarked;
