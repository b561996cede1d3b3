package io.muster.identity;

import java.util.Set;

/**
 * What a firm says of a person, as far as it decides what the person may.
 *
 * @param blocked whether the firm does not want the person any more, whatever the person's token says
 * @param board what the person may do with the firm's board; of who is not active nothing
 * @param active whether the person is with the firm
 * @param teamIds the firm's teams that the person is in; of who is not active none
 */
public record Standing(boolean active, boolean blocked, Board board, Set<String> teamIds) {
    /** The firm says nothing of the person, or has only invited the person. */
    public static final Standing NONE = new Standing(false, false, Board.CLOSED, Set.of());

    public static final Standing BLOCKED = new Standing(false, true, Board.CLOSED, Set.of());

    /** A firm's board: the calls for managers. */
    public enum Board {
        CLOSED,
        /** As a token with {@code access: "read"}. */
        READ,
        WRITE
    }

    public Standing {
        teamIds = Set.copyOf(teamIds);
    }

    public static Standing active(Board board, Set<String> teamIds) {
        return new Standing(true, false, board, teamIds);
    }
}
