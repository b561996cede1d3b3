/** The network: MongoDB's wire protocol on Netty. */
@NullMarked
package io.muster.embedded.wire;

import org.jspecify.annotations.NullMarked;
