/** Who is told of what: pure rules of what happened, the event as it is, and what the firm says. */
@NullMarked
package io.muster.notice;

import org.jspecify.annotations.NullMarked;
