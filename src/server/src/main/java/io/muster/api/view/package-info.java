/** Events as JSON, as each caller may see them. */
@NullMarked
package io.muster.api.view;

import org.jspecify.annotations.NullMarked;
