package io.muster.people;

import java.util.List;
import java.util.Set;

import io.muster.identity.Standing;
import org.bson.types.ObjectId;

/**
 * What one firm says of a person that the person may see and act by.
 *
 * @param id that of the member
 * @param managerId the firm
 * @param name the person's name as the firm has written it down
 * @param teams ids of teams of the firm
 * @param qualifications no two of one name
 */
public record Membership(
        ObjectId id,
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
                member.id(),
                member.managerId(),
                member.name(),
                member.teams(),
                member.qualifications(),
                member.access(),
                member.state());
    }

    /** Of somebody whom the firm has blocked, and of whom it knows nothing else. */
    public static Membership ofBlocked(ObjectId id, String managerId) {
        return new Membership(id, managerId, "", List.of(), List.of(), Access.STAFF, MemberState.BLOCKED);
    }

    /** What it means for what the person may. */
    public Standing standing() {
        return switch (state) {
            case INVITED -> Standing.NONE;
            case BLOCKED -> Standing.BLOCKED;
            case ACTIVE -> Standing.active(board(), Set.copyOf(teams));
        };
    }

    private Standing.Board board() {
        return switch (access) {
            case STAFF -> Standing.Board.CLOSED;
            case READ -> Standing.Board.READ;
            case MANAGER -> Standing.Board.WRITE;
        };
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
