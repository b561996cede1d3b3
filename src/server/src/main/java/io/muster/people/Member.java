package io.muster.people;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Qualifications;
import io.muster.identity.Caller;
import org.bson.types.ObjectId;

/**
 * A person as one firm knows the person.
 *
 * @param managerId the firm
 * @param userKey unique in the firm; {@code local:<id>} for who has no account
 * @param name 1 to 200 code points
 * @param email unique in the firm without regard to case
 * @param phone as it was written
 * @param teams ids of teams of the firm, each once
 * @param qualifications no two of one name
 * @param note for the firm alone
 * @param version grows by one with every change; 1 when made
 */
public record Member(
        ObjectId id,
        String managerId,
        String userKey,
        String name,
        Optional<String> email,
        Optional<String> phone,
        List<String> teams,
        List<Qualification> qualifications,
        Access access,
        MemberState state,
        Optional<String> note,
        long version) {

    private static final String LOCAL = Caller.LOCAL_PROVIDER + ":";

    public static final int MAX_TEAMS = 50;
    public static final int MAX_QUALIFICATIONS = 50;

    public Member {
        teams = List.copyOf(teams);
        qualifications = List.copyOf(qualifications);
    }

    /** A member of whom nothing is known yet, and who has no account. */
    public static Member unknown(ObjectId id, String managerId) {
        return new Member(
                id,
                managerId,
                localKeyOf(id),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Access.STAFF,
                MemberState.INVITED,
                Optional.empty(),
                1);
    }

    /** Whether a userKey is that of somebody without an account. */
    public static boolean isLocal(String userKey) {
        return userKey.startsWith(LOCAL);
    }

    /**
     * Whether a manager can put the person into an event from none of its lists: who has no account and is not blocked. A firm can write any
     * account into its list, so a list does not show that an account's owner has to do with the firm: putting the owner in would show the
     * firm what other firms know.
     */
    public boolean canBePutIn() {
        return isLocal(userKey) && state != MemberState.BLOCKED;
    }

    /** What the person is qualified for. */
    public Qualifications qualified() {
        return Qualification.together(qualifications);
    }

    /** The id of the member who has, or had, this userKey without an account; empty of any other userKey. */
    public static Optional<ObjectId> idOf(String userKey) {
        return Optional.of(userKey)
                .filter(Member::isLocal)
                .map(local -> local.substring(LOCAL.length()))
                .filter(ObjectId::isValid)
                .map(ObjectId::new);
    }

    /** All userKeys by which events may name the member. */
    public Set<String> userKeys() {
        return hasAccount() ? Set.of(userKey, localKey()) : Set.of(userKey);
    }

    /** The userKey that the member has, or had, without an account. */
    public String localKey() {
        return localKeyOf(id);
    }

    /** The userKey of a member without an account. */
    public static String localKeyOf(ObjectId id) {
        return LOCAL + id.toHexString();
    }

    /** The member as whom a person has joined. */
    public Member joinedBy(String account) {
        return with(account, access, MemberState.ACTIVE);
    }

    /** Whether the person can sign in. */
    public boolean hasAccount() {
        return !isLocal(userKey);
    }

    /** Whether the person manages the firm now; the last one stays. */
    public boolean managesNow() {
        return access == Access.MANAGER && state == MemberState.ACTIVE;
    }

    /** The same as one who manages the firm. */
    public Member asManager() {
        return with(userKey, Access.MANAGER, MemberState.ACTIVE);
    }

    private Member with(String account, Access rights, MemberState standing) {
        return new Member(
                id, managerId, account, name, email, phone, teams, qualifications, rights, standing, note, version);
    }

    /** Whether the firm shuts out somebody who could sign in otherwise. */
    public boolean isShutOut() {
        return hasAccount() && state == MemberState.BLOCKED;
    }

    /** The same as one who is not blocked. */
    public Member unblocked() {
        return with(userKey, access, hasAccount() ? MemberState.ACTIVE : MemberState.INVITED);
    }

    /** The address by which e-mail addresses are compared. */
    public static String emailKey(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /** The same at another version. */
    public Member at(long other) {
        return new Member(
                id, managerId, userKey, name, email, phone, teams, qualifications, access, state, note, other);
    }
}
