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
 */
record Invitation(Member member, Optional<InvitationCode> code, Instant at) {
    private static final String STAFF_PAGE = "/staff";
    private static final String BOARD = "/";

    /** The path at this service where the member joins. A browser does not send what stands behind the hash to anybody. */
    String link() {
        return code.map(it -> STAFF_PAGE + "#invite=" + it.text()).orElse(BOARD);
    }

    /** When it ends. */
    Instant until() {
        return at.plus(Invitations.VALID);
    }
}
