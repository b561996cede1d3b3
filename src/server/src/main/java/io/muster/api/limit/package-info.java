/** How often somebody may do something in a minute; counted per process. */
@NullMarked
package io.muster.api.limit;

import org.jspecify.annotations.NullMarked;
