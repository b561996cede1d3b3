/** Sessions, their transactions and their retried writes. */
@NullMarked
package io.muster.embedded.transaction;

import org.jspecify.annotations.NullMarked;
