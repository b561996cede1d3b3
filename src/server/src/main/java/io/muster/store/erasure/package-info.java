/** How people are erased: what stands instead of them, the jobs that do it, and what is kept of who was blocked. */
@NullMarked
package io.muster.store.erasure;

import org.jspecify.annotations.NullMarked;
