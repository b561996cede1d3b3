/** What firms say of people, for each request: kept for a minute, and dropped when it changes. */
@NullMarked
package io.muster.store.rights;

import org.jspecify.annotations.NullMarked;
