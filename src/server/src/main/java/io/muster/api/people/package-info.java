/** A firm's people over HTTP: the firm, its members and teams, sheets. */
@NullMarked
package io.muster.api.people;

import org.jspecify.annotations.NullMarked;
