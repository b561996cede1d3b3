/** Collections and indexes, and the schema number: what may be written while several versions of the service run. */
@NullMarked
package io.muster.store.schema;

import org.jspecify.annotations.NullMarked;
