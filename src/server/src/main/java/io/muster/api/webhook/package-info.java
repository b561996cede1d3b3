/** A firm's webhooks over HTTP. */
@NullMarked
package io.muster.api.webhook;

import org.jspecify.annotations.NullMarked;
