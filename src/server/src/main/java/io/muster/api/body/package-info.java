/** Reads what managers send: strictly, with all violations at once. */
@NullMarked
package io.muster.api.body;

import org.jspecify.annotations.NullMarked;
