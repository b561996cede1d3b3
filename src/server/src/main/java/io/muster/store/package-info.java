/** MongoDB: codecs, stored documents, indexes, the database's clock and its errors. */
@NullMarked
package io.muster.store;

import org.jspecify.annotations.NullMarked;
