/** What is stored of the addresses of calendars, and what is read for calendars. */
@NullMarked
package io.muster.store.calendar;

import org.jspecify.annotations.NullMarked;
