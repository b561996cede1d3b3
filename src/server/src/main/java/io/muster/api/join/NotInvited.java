package io.muster.api.join;

import java.time.Instant;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * Why a member was not invited.
 *
 * @param retryAt when the member can be, where that is a question of time
 */
record NotInvited(ObjectId id, Reason reason, Optional<Instant> retryAt) {

    /** Each is a code of the answer (docs/api.md#invitations). */
    enum Reason {
        MEMBER_NOT_FOUND("There is no such member."),
        MEMBER_JOINED("Somebody has joined as this member, or the member is blocked."),
        ADDRESS_REQUIRED("Who is to manage or read joins by a verified e-mail address, and this member has none."),
        INVITED_LATELY("The member was invited within the last hour."),
        TOO_MANY_INVITATIONS("The firm has made so many invitations today that there can be no more."),
        CHANGED_MEANWHILE("The member has been changed just now. Invite again."),
        OUT_OF_TIME("There was no time for the letter in this call. Invite again.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        /** A sentence for a person. */
        String message() {
            return message;
        }
    }

    static NotInvited of(ObjectId id, Reason reason) {
        return new NotInvited(id, reason, Optional.empty());
    }

    static NotInvited until(ObjectId id, Reason reason, Instant retryAt) {
        return new NotInvited(id, reason, Optional.of(retryAt));
    }
}
