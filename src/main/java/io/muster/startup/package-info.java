/** What the service tells about its own settings when it starts. Depends on everybody's settings; nothing depends on it. */
@NullMarked
package io.muster.startup;

import org.jspecify.annotations.NullMarked;
