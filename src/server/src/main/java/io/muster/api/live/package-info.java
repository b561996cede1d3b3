/** The WebSocket: upgrades, frames, messages, send queues. */
@NullMarked
package io.muster.api.live;

import org.jspecify.annotations.NullMarked;
