/** Events as JSON, each caller's own sight of them. */
@NullMarked
package io.muster.api.view;

import org.jspecify.annotations.NullMarked;
