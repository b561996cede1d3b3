/** Webhooks as they are stored, with how far each has come. */
@NullMarked
package io.muster.store.webhook;

import org.jspecify.annotations.NullMarked;
