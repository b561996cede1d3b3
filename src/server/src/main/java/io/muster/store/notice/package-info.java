/** What people are still to be told, how far the outbound log has been looked through for it, and who was told of what. */
@NullMarked
package io.muster.store.notice;

import org.jspecify.annotations.NullMarked;
