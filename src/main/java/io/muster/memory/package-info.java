/** What an idle process holds of the machine's memory. Depends on nothing of the service's; nothing depends on it. */
@NullMarked
package io.muster.memory;

import org.jspecify.annotations.NullMarked;
