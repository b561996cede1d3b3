/** Invitations of members, and people who join as members. */
@NullMarked
package io.muster.api.join;

import org.jspecify.annotations.NullMarked;
