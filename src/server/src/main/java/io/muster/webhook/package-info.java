/** Sends firms' logs to the addresses that they name: one request at a time to each, signed, again until it is taken. */
@NullMarked
package io.muster.webhook;

import org.jspecify.annotations.NullMarked;
