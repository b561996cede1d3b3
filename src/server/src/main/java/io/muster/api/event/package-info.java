/** The calls of managers and staff on events, except responses. */
@NullMarked
package io.muster.api.event;

import org.jspecify.annotations.NullMarked;
