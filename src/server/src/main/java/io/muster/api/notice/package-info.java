/** Ends letters with one press, without signing in. */
@NullMarked
package io.muster.api.notice;

import org.jspecify.annotations.NullMarked;
