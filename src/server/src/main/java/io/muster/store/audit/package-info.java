/** Events and journal as stored, read in order for the audit. */
@NullMarked
package io.muster.store.audit;

import org.jspecify.annotations.NullMarked;
