/** The pages: their paths and headers. */
@NullMarked
package io.muster.api.page;

import org.jspecify.annotations.NullMarked;
