/** Who is calling, by what right, and what a caller may see. */
@NullMarked
package io.muster.identity;

import org.jspecify.annotations.NullMarked;
