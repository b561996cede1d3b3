/** Managers' and staff's calls on events, but for responses. */
@NullMarked
package io.muster.api.event;

import org.jspecify.annotations.NullMarked;
