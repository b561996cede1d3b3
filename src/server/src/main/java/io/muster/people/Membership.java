package io.muster.people;

import java.util.List;

/**
 * What one firm says of a person that the person may see and act by.
 *
 * @param managerId the firm
 * @param name the person's name as the firm has written it down
 * @param teams ids of teams of the firm
 * @param qualifications no two of one name
 */
public record Membership(
        String managerId,
        String name,
        List<String> teams,
        List<Qualification> qualifications,
        Access access,
        MemberState state) {

    public Membership {
        teams = List.copyOf(teams);
        qualifications = List.copyOf(qualifications);
    }

    public static Membership of(Member member) {
        return new Membership(
                member.managerId(),
                member.name(),
                member.teams(),
                member.qualifications(),
                member.access(),
                member.state());
    }

    /** Whether the person is with the firm. */
    public boolean isActive() {
        return state == MemberState.ACTIVE;
    }

    /** Whether the firm does not want the person any more, whatever else is said of the person. */
    public boolean isBlocked() {
        return state == MemberState.BLOCKED;
    }
}
