package io.muster.live;

import java.util.Optional;

import io.muster.live.step.ResumeToken;

/**
 * A client's {@code lastEventId}: the {@code id} of the last frame it saw. If a step has several frames, each has an
 * id: the last one's is the step's position, the others' contain their number as well, so that a client that loses its
 * connection in between receives the rest.
 *
 * @param position the position in the stream
 * @param frames how many frames of the step at that position it has seen; {@link #ALL} for all
 */
record LastEventId(ResumeToken position, int frames) {
    static final int ALL = Integer.MAX_VALUE;

    private static final char SEPARATOR = '.';

    /** Before what the id is bound to. */
    private static final char RIGHTS = '-';

    /** Parses an id; empty if it cannot be one. */
    static Optional<LastEventId> read(String bound) {
        int rights = bound.indexOf(RIGHTS);
        String id = rights < 0 ? bound : bound.substring(0, rights);
        int separator = id.indexOf(SEPARATOR);
        if (separator < 0) {
            return ResumeToken.read(id).map(position -> new LastEventId(position, ALL));
        }
        String number = id.substring(separator + 1);
        if (number.length() != 1 || number.charAt(0) < '1' || number.charAt(0) > '9') {
            return Optional.empty();
        }
        return ResumeToken.read(id.substring(0, separator))
                .map(position -> new LastEventId(position, number.charAt(0) - '0'));
    }

    /** A client that has seen everything up to a position. */
    static LastEventId at(ResumeToken position) {
        return new LastEventId(position, ALL);
    }

    /** Whether it saw some frames of the step at its position and not all. */
    boolean isWithinStep() {
        return frames != ALL;
    }

    /** Whether it has not seen all frames of the step at a position. */
    boolean isBefore(ResumeToken step) {
        int order = position.compareTo(step);
        return order < 0 || (order == 0 && isWithinStep());
    }

    /** How many frames of the step at a position it has seen. */
    int framesSeen(ResumeToken step) {
        return isWithinStep() && position.equals(step) ? frames : 0;
    }

    /** The id of the last frame seen. */
    String id() {
        return isWithinStep() ? position.token() + SEPARATOR + frames : position.token();
    }

    /** An id bound to {@link Subscriber#rights}. */
    static String bound(String id, String rights) {
        return rights.isEmpty() ? id : id + RIGHTS + rights;
    }

    /** What an id is bound to. */
    static String rights(String id) {
        int at = id.indexOf(RIGHTS);
        return at < 0 ? "" : id.substring(at + 1);
    }

    /** The id of a step's frame, by its number from 1 among so many. */
    static String id(ResumeToken position, int number, int of) {
        return number == of ? position.token() : position.token() + SEPARATOR + number;
    }
}
