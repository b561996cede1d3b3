package io.muster.identity;

import java.util.Optional;
import java.util.Set;

/**
 * The caller, as a verified token describes it.
 *
 * @param userKey {@code provider:sub}, the person's key everywhere
 * @param profile what the token says of the person, already within the contract's limits (docs/api.md#profile)
 * @param managerId the manager this caller acts for; empty for staff
 * @param readOnly whether a manager's token may only read ({@code access: "read"}), without e-mail addresses and
 *     pictures
 * @param employers the managers whose events this person may see as staff
 * @param teamIds the teams the person belongs to, at most 200
 * @param admin whether {@code /api/admin} is open to the caller
 * @param emailVerified whether the token's issuer vouches for the e-mail address
 */
public record Caller(
        String userKey,
        Profile profile,
        Optional<String> managerId,
        boolean readOnly,
        Employers employers,
        Set<String> teamIds,
        boolean admin,
        boolean emailVerified) {

    /**
     * The provider in the userKeys of people who have no account. No token may name it: whoever could would be one of them.
     */
    public static final String LOCAL_PROVIDER = "local";

    /** A caller whose e-mail address nobody vouches for. */
    public Caller(
            String userKey,
            Profile profile,
            Optional<String> managerId,
            boolean readOnly,
            Employers employers,
            Set<String> teamIds,
            boolean admin) {
        this(userKey, profile, managerId, readOnly, employers, teamIds, admin, false);
    }

    public Caller {
        teamIds = Set.copyOf(teamIds);
    }

    /** The e-mail address, if the token's issuer vouches for it. */
    public Optional<String> verifiedEmail() {
        return profile.email().filter(it -> emailVerified);
    }

    /** Whether this person works for the manager; a condition for seeing the manager's events. */
    public boolean worksFor(String manager) {
        return employers.include(manager);
    }
}
