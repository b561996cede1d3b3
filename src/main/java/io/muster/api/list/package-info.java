/** Lists of events over HTTP: pages, cursors, and what changed since the last answer. */
@NullMarked
package io.muster.api.list;

import org.jspecify.annotations.NullMarked;
