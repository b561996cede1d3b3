package io.muster.api.join;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.mail.Delivery;
import io.muster.mail.Letters;
import io.muster.mail.MailAddress;
import io.muster.people.Firm;
import io.muster.people.Member;
import io.muster.store.people.Firms;
import io.muster.store.people.Invitations;
import io.smallrye.mutiny.Uni;

/** Sends invitations as letters, where an SMTP server is set up. */
@Singleton
class InvitationLetters {
    /** How long after its begin a call starts further letters: the last one is over before the call has to be answered. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(4);

    private final Letters letters;
    private final Invitations invitations;
    private final Firms firms;

    InvitationLetters(Letters letters, Invitations invitations, Firms firms) {
        this.letters = letters;
        this.invitations = invitations;
        this.firms = firms;
    }

    /** The letters of one call, from now on. */
    Uni<OfCall> begin(String managerId, InvitationText text) {
        long begun = System.nanoTime();
        return letters.pages().isEmpty()
                ? Uni.createFrom().item(new OfCall(Optional.empty(), text, begun))
                : firms.one(managerId).map(firm -> new OfCall(firm.flatMap(Firm::name), text, begun));
    }

    /** The letters of one call. */
    final class OfCall {
        private final Optional<String> firmName;
        private final InvitationText text;
        private final long begun;
        private volatile boolean isServerAway;

        private OfCall(Optional<String> firmName, InvitationText text, long begun) {
            this.firmName = firmName;
            this.text = text;
            this.begun = begun;
        }

        /** Whether a member is invited by letter. */
        boolean reach(Member member) {
            return letters.pages().isPresent() && member.email().isPresent();
        }

        /** Whether the call has no time for further letters. After one that could not be sent none is tried, so that none takes time. */
        boolean isOver() {
            return !isServerAway && System.nanoTime() - begun > BEGIN_WITHIN.toNanos();
        }

        /** Sends an invitation, and notes what became of it; says whether it was sent. */
        Uni<Invitation> send(Invitation invitation) {
            Optional<String> to = invitation.member().email().flatMap(MailAddress::of);
            Uni<Delivery> delivery = isServerAway || to.isEmpty()
                    ? Uni.createFrom().item(Delivery.REFUSED)
                    : letters.send(InvitationLetter.of(
                            invitation,
                            to.get(),
                            firmName,
                            text,
                            letters.pages().orElseThrow()));
            return delivery.invoke(this::learn)
                    .map(it -> invitation.delivered(it == Delivery.SENT))
                    .call(this::note);
        }

        private void learn(Delivery delivery) {
            if (delivery == Delivery.FAILED) {
                isServerAway = true;
            }
        }

        /** Where it cannot be noted, the member is invited again an hour later, as if the process had ended in between. */
        private Uni<Void> note(Invitation invitation) {
            return (invitation.isSent()
                            ? invitations.sent(invitation.member(), invitation.at())
                            : invitations.notSent(invitation.member(), invitation.at()))
                    .onFailure()
                    .recoverWithNull();
        }
    }
}
