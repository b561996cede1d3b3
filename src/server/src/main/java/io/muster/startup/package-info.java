/** Checks of the settings at the start. It depends on the settings of all packages; nothing depends on it. */
@NullMarked
package io.muster.startup;

import org.jspecify.annotations.NullMarked;
