package io.muster.api.join;

import java.time.Instant;
import java.util.Optional;

import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.store.people.Invitations;

/**
 * An invitation that has been made.
 *
 * @param code empty for a member who joins by the e-mail address alone
 * @param at when it was made
 * @param handover how it reaches the member
 */
record Invitation(Member member, Optional<InvitationCode> code, Instant at, Handover handover) {
    private static final String STAFF_PAGE = "/staff";
    private static final String BOARD = "/";

    /** How an invitation reaches a member. */
    enum Handover {
        /** The manager hands the link on. */
        BY_HAND,
        LETTER_SENT,
        /** A letter was to be sent, and was not, or it is not known whether it was: the manager may hand the link on. */
        LETTER_FAILED
    }

    /** One that the manager hands on. */
    Invitation(Member member, Optional<InvitationCode> code, Instant at) {
        this(member, code, at, Handover.BY_HAND);
    }

    /** The same after its letter. */
    Invitation delivered(boolean isSent) {
        return new Invitation(member, code, at, isSent ? Handover.LETTER_SENT : Handover.LETTER_FAILED);
    }

    boolean isSent() {
        return handover == Handover.LETTER_SENT;
    }

    boolean isLetterFailed() {
        return handover == Handover.LETTER_FAILED;
    }

    /** The path at this service where the member joins. A browser does not send what stands behind the hash to anybody. */
    String link() {
        return code.map(it -> STAFF_PAGE + "#invite=" + it.text()).orElse(BOARD);
    }

    /** When it ends. */
    Instant until() {
        return at.plus(Invitations.VALID);
    }
}
