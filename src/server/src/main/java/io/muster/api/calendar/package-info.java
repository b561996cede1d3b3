/** Calendars (RFC 5545): addresses that calendar programs read, and files of one event. */
@NullMarked
package io.muster.api.calendar;

import org.jspecify.annotations.NullMarked;
