package io.muster.store.rights;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * A change of a member.
 *
 * @param userKey that of the member after it; empty of one that is gone
 */
record MemberChanged(ObjectId memberId, Optional<String> userKey) {}
