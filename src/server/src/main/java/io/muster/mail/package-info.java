/** Letters by e-mail: where they are handed in, and how many at a time. */
@NullMarked
package io.muster.mail;

import org.jspecify.annotations.NullMarked;
