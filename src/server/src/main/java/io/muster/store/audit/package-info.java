/** Events and journal as stored, read in order for the audit, and the leases on tasks that one process runs at a time. */
@NullMarked
package io.muster.store.audit;

import org.jspecify.annotations.NullMarked;
