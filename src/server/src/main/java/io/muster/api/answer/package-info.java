/** Answers as bytes that many share: written once, compressed once, distinguished by ETags. */
@NullMarked
package io.muster.api.answer;

import org.jspecify.annotations.NullMarked;
