package io.muster.identity;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The caller, as a verified token describes it, or as the firm that the caller acts in has it ({@link #within}).
 *
 * @param userKey {@code provider:sub}, the person's key everywhere
 * @param profile what the token says of the person, already within the contract's limits (docs/api.md#profile)
 * @param managerId the manager this caller acts for; empty for staff
 * @param readOnly whether a manager's token may only read ({@code access: "read"}), without e-mail addresses and
 *     pictures
 * @param employers the managers whose events this person may see as staff
 * @param teamIds the teams the person belongs to, at most 200 of a token
 * @param admin whether {@code /api/admin} is open to the caller
 * @param firm the firm that the request names, if what it says of the person is still to be asked; empty where the token alone
 *     counts, and where it has been asked
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
        Optional<String> firm,
        boolean emailVerified) {

    /**
     * The provider in the userKeys of people who have no account. No token may name it: whoever could would be one of them.
     */
    public static final String LOCAL_PROVIDER = "local";

    private static final String MACHINE_PROVIDER = "machine";
    private static final String MACHINE = MACHINE_PROVIDER + ":";

    private static final String ERASED_PROVIDER = "erased";
    private static final String ERASED = ERASED_PROVIDER + ":";

    /** The providers that are the service's own. */
    static final Set<String> OWN_PROVIDERS = Set.of(LOCAL_PROVIDER, MACHINE_PROVIDER, ERASED_PROVIDER);

    /** As the token alone says, and nobody vouches for the e-mail address. */
    public Caller(
            String userKey,
            Profile profile,
            Optional<String> managerId,
            boolean readOnly,
            Employers employers,
            Set<String> teamIds,
            boolean admin) {
        this(userKey, profile, managerId, readOnly, employers, teamIds, admin, Optional.empty(), false);
    }

    public Caller {
        teamIds = Set.copyOf(teamIds);
    }

    /** The e-mail address, if the token's issuer vouches for it. */
    public Optional<String> verifiedEmail() {
        return profile.email().filter(it -> emailVerified);
    }

    /** The userKey of a machine with a token of a firm. */
    public static String machine(String tokenId) {
        return MACHINE + tokenId;
    }

    /** What stands in one event instead of the userKey of somebody who is erased. */
    public static String erased(String random) {
        return ERASED + random;
    }

    /** Whether it stands instead of the userKey of somebody who is erased: nobody has it. */
    public static boolean isErased(String userKey) {
        return userKey.startsWith(ERASED);
    }

    /** Whether a userKey is a machine's. */
    public static boolean isMachine(String userKey) {
        return userKey.startsWith(MACHINE);
    }

    /** The id of the token whose machine has this userKey. */
    public static String machineId(String userKey) {
        return userKey.substring(MACHINE.length());
    }

    /** Whether it is a machine with a token of a firm; it never writes. */
    public boolean isMachine() {
        return isMachine(userKey);
    }

    /** Whether this person works for the manager; a condition for seeing the manager's events. */
    public boolean worksFor(String manager) {
        return employers.include(manager);
    }

    /** The same in a request that names a firm. */
    public Caller naming(String other) {
        return new Caller(
                userKey, profile, managerId, readOnly, employers, teamIds, admin, Optional.of(other), emailVerified);
    }

    /** The same, as far as some firms have blocked the person. */
    public Caller blockedBy(Set<String> firms) {
        return firms.isEmpty()
                ? this
                : new Caller(
                        userKey,
                        profile,
                        managerId.filter(own -> !firms.contains(own)),
                        readOnly,
                        employers.without(firms),
                        teamIds,
                        admin,
                        firm,
                        emailVerified);
    }

    /**
     * The caller in one firm alone: what the token says of it, and what the firm says. A token that may only read stays one.
     *
     * @return empty where the firm is not the caller's
     */
    public Optional<Caller> within(String chosen, Standing standing) {
        boolean owns = managerId.filter(chosen::equals).isPresent();
        boolean works = worksFor(chosen);
        if (standing.blocked() || !(owns || works || standing.active())) {
            return Optional.empty();
        }
        boolean hasBoard = owns || standing.board() != Standing.Board.CLOSED;
        boolean onlyReads = readOnly || (!owns && standing.board() == Standing.Board.READ);
        Set<String> teams = new HashSet<>(standing.teamIds());
        if (works) {
            teams.addAll(teamIds);
        }
        return Optional.of(new Caller(
                userKey,
                profile,
                hasBoard ? Optional.of(chosen) : Optional.empty(),
                onlyReads,
                works || standing.active() ? Employers.of(Set.of(chosen)) : Employers.NOBODY,
                teams,
                admin,
                Optional.empty(),
                emailVerified));
    }

    /** The caller as nobody's: of whom the firm that the request names is not. */
    public Caller withoutFirms() {
        return new Caller(
                userKey,
                profile,
                Optional.empty(),
                readOnly,
                Employers.NOBODY,
                Set.of(),
                admin,
                Optional.empty(),
                emailVerified);
    }
}
