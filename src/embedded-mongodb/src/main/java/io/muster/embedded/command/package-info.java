/** The commands a client can send, and what surrounds each: sessions, fail points, deadlines, answers. */
@NullMarked
package io.muster.embedded.command;

import org.jspecify.annotations.NullMarked;
