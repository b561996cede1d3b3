/** BSON values as the embedded database sees them: their order, their paths, their sizes and its errors. */
@NullMarked
package io.muster.embedded.bson;

import org.jspecify.annotations.NullMarked;
