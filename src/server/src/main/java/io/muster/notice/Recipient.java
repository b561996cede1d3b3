package io.muster.notice;

import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.people.Member;
import io.muster.people.MemberState;

/**
 * Somebody who may be told of something of a firm.
 *
 * @param userKey by which the event names the person
 * @param member the person as the firm knows the person; empty of whom it knows by a token alone
 */
public record Recipient(String userKey, Optional<Member> member) {
    public static Recipient of(Member member) {
        return new Recipient(member.userKey(), Optional.of(member));
    }

    /** The userKey of the person's account, by which devices are registered; that of who has none leads to nobody. */
    public String account() {
        return member.map(Member::userKey).orElse(userKey);
    }

    /** All by which an event may name the person. */
    public Set<String> userKeys() {
        return member.map(Member::userKeys).orElseGet(() -> Set.of(userKey));
    }

    /** Whether there is nobody who could be told: erased, or shut out by the firm. */
    public boolean isGone() {
        return Caller.isErased(userKey)
                || member.filter(it -> it.state() == MemberState.BLOCKED).isPresent();
    }

    /** The person's response to an event; that by the account counts where there are two. */
    public Optional<StaffEntry> entry(Event event) {
        return event.currentEntry(account()).or(() -> member.flatMap(known -> event.currentEntry(known.localKey())));
    }

    /** Whether the person sees the event as staff, by the rules that lists go by. */
    public boolean sees(Event event) {
        return !isGone()
                && userKeys().stream().anyMatch(key -> event.visibleTo(caller(key, event.managerId())))
                && event.barred().stream().noneMatch(userKeys()::contains);
    }

    /** Whether there is a free place that the person is qualified for. */
    public boolean canTakeAPlace(Event event) {
        Qualifications held = member.map(Member::qualified).orElse(Qualifications.NONE);
        return event.roles().stream()
                .filter(role -> isFree(event, role))
                .anyMatch(role -> held.missing(role, event.lastDay()).isEmpty());
    }

    private static boolean isFree(Event event, Role role) {
        return event.taken(role.key()) < role.count();
    }

    /** The person in the firm, as rules of visibility and waves know people. */
    Caller caller(String firm) {
        return caller(account(), firm);
    }

    private Caller caller(String key, String firm) {
        return new Caller(
                key,
                Profile.UNKNOWN,
                Optional.empty(),
                false,
                Employers.of(Set.of(firm)),
                member.map(it -> Set.copyOf(it.teams())).orElse(Set.of()),
                false);
    }
}
