/** REST resources, their bodies, and problem mapping: HTTP and nothing else. */
@NullMarked
package io.muster.api;

import org.jspecify.annotations.NullMarked;
