package io.muster.identity;

import java.util.Optional;
import java.util.Set;

/**
 * Who is calling, as a verified token says it.
 *
 * @param userKey {@code provider:sub}, the person's key everywhere
 * @param profile what the token tells about the person, already cut to the contract's limits
 * @param managerId the manager this caller acts for; empty for staff
 * @param readOnly a manager's token that may only read ({@code access: "read"}), without e-mails and pictures
 * @param employers the managers whose events this person may see as staff
 * @param teamIds the teams the person belongs to, at most 200
 * @param admin whether {@code /api/admin} is open to the caller
 */
public record Caller(
        String userKey,
        Profile profile,
        Optional<String> managerId,
        boolean readOnly,
        Employers employers,
        Set<String> teamIds,
        boolean admin) {

    public Caller {
        teamIds = Set.copyOf(teamIds);
    }

    /** Whether this person works for the manager, so that the manager's events may be seen as far as their audience allows. */
    public boolean worksFor(String manager) {
        return employers.include(manager);
    }
}
