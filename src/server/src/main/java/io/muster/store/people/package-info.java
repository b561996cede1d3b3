/** What is stored of people: profiles of tokens, firms, members, teams. */
@NullMarked
package io.muster.store.people;

import org.jspecify.annotations.NullMarked;
