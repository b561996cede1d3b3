/** REST resources, their bodies, and the mapping of problems: HTTP and nothing else. */
@NullMarked
package io.muster.api;

import org.jspecify.annotations.NullMarked;
