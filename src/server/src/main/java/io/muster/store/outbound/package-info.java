/** The outbound log: what happened in each firm, numbered once in commit order, for everything that reaches beyond the service. */
@NullMarked
package io.muster.store.outbound;

import org.jspecify.annotations.NullMarked;
