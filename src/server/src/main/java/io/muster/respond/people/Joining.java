package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.people.Access;
import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.store.DatabaseClock;
import io.muster.store.people.Invitations;
import io.muster.store.people.Joins;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** People join firms as members whom the firms have invited. */
@Singleton
public class Joining {
    /** A firm that nobody has: it is looked into where a code is of no firm, so that every refusal takes as long. */
    private static final String NO_FIRM = "";

    private static final Logger LOG = Logger.getLogger(Joining.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 5;

    private final Invitations invitations;
    private final Joins joins;
    private final Rekeying rekeying;
    private final DatabaseClock clock;

    Joining(Invitations invitations, Joins joins, Rekeying rekeying, DatabaseClock clock) {
        this.invitations = invitations;
        this.joins = joins;
        this.rekeying = rekeying;
        this.clock = clock;
    }

    /**
     * The caller joins by a code. Whatever is wrong with it, the same reads come before the refusal.
     *
     * @return the member that the caller is by now; empty for a code that is unknown, used or expired, of a member who is blocked or not of
     *     the staff, and of a firm that has the caller already
     */
    public Uni<Optional<Member>> byCode(Caller caller, InvitationCode code) {
        return byCode(caller, code, ATTEMPTS);
    }

    private Uni<Optional<Member>> byCode(Caller caller, InvitationCode code, int attempts) {
        return clock.now()
                .chain(now -> good(caller, code, now)
                        .chain(good -> good.isPresent()
                                ? join(caller, good.get(), code, now, attempts)
                                : Uni.createFrom().item(Optional.<Member>empty())));
    }

    private Uni<Optional<Member>> good(Caller caller, InvitationCode code, Instant now) {
        return invitations
                .by(code)
                .chain(found -> joins.isKnown(
                                found.map(it -> it.member().managerId()).orElse(NO_FIRM), caller.userKey())
                        .map(isMember ->
                                found.filter(it -> !isMember && isGood(it, now)).map(Invitations.Invited::member)));
    }

    /** Where the member was changed in between, the code is looked at once more. */
    private Uni<Optional<Member>> join(Caller caller, Member member, InvitationCode code, Instant now, int attempts) {
        return join(member, caller, Optional.of(code), now)
                .chain(joined -> joined.isPresent() || attempts <= 1
                        ? Uni.createFrom().item(joined)
                        : byCode(caller, code, attempts - 1));
    }

    private static boolean isGood(Invitations.Invited invited, Instant now) {
        return invited.member().access() == Access.STAFF && invited.isValid(now);
    }

    /**
     * The caller joins the firms that have invited a member with the caller's e-mail address, if the token's issuer vouches for it.
     *
     * @return the members that the caller has become
     */
    public Uni<List<Member>> byAddress(Caller caller) {
        return caller.verifiedEmail()
                .map(email -> joins.invited(email).chain(found -> joined(found, caller)))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    private Uni<List<Member>> joined(List<Member> invited, Caller caller) {
        if (invited.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return clock.now()
                .onItem()
                .transformToMulti(now -> Multi.createFrom()
                        .iterable(invited)
                        .onItem()
                        .transformToUniAndConcatenate(member -> join(member, caller, Optional.empty(), now)))
                .onItem()
                .transformToMultiAndConcatenate(member -> Multi.createFrom().items(member.stream()))
                .collect()
                .asList();
    }

    /** Who has joined has joined, whatever becomes of the events: what is left of that is done later. */
    private Uni<Optional<Member>> join(Member member, Caller caller, Optional<InvitationCode> code, Instant now) {
        return joins.join(member, caller.userKey(), code, now)
                .call(joined -> joined.isPresent()
                        ? inTheEvents(new Joins.Joined(joined.get(), now))
                        : Uni.createFrom().nullItem());
    }

    /** It is waited for a moment, so that a person who has joined finds the own events, and goes on if it takes longer. */
    private Uni<Boolean> inTheEvents(Joins.Joined joined) {
        return Uni.createFrom()
                .<Boolean>emitter(waiting -> rekeying.of(joined).subscribe().with(waiting::complete, failure -> {
                    LOG.warnf(
                            "member not rekeyed yet memberId=%s cause=%s",
                            joined.member().id(), failure.getClass().getName());
                    waiting.complete(false);
                }))
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false);
    }
}
