/** The network: MongoDB's wire protocol over the library's codec. */
@NullMarked
package io.muster.embedded.wire;

import org.jspecify.annotations.NullMarked;
