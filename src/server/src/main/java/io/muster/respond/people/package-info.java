/** Changes of members that need a transaction or the lanes of events. */
@NullMarked
package io.muster.respond.people;

import org.jspecify.annotations.NullMarked;
