/** The values of an event: fields, roles, people, responses. Pure: no database, no clock, no thread. */
@NullMarked
package io.muster.event;

import org.jspecify.annotations.NullMarked;
