/** A firm's people: members, teams, qualifications, and the words by which they are found. */
@NullMarked
package io.muster.people;

import org.jspecify.annotations.NullMarked;
