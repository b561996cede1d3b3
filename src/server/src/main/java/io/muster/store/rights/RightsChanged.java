package io.muster.store.rights;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * A change of what decides what somebody may: of a member, or of a machine's token.
 *
 * @param id of the document
 * @param userKey whom it is about; empty of a member that is gone
 */
record RightsChanged(ObjectId id, Optional<String> userKey) {}
