/** The transaction loop: permits, retries, deadlines, and the transactions that a dead process left open. */
@NullMarked
package io.muster.respond.transaction;

import org.jspecify.annotations.NullMarked;
