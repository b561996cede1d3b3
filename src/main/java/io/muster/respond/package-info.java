/** Lanes, group commit and the transaction loop: how every change of an event gets into the database. */
@NullMarked
package io.muster.respond;

import org.jspecify.annotations.NullMarked;
