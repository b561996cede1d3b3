package io.muster.people;

import java.util.Optional;

/**
 * What a member is to become.
 *
 * @param before as it is stored; empty of a new member
 * @param after at the version before the change
 */
public record MemberChange(Optional<Member> before, Member after) {}
