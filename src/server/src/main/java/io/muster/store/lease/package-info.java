/** Leases on tasks that one process runs at a time. */
@NullMarked
package io.muster.store.lease;

import org.jspecify.annotations.NullMarked;
