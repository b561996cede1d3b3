package io.muster.live;

import java.util.Optional;

/**
 * Where a client says it was: the {@code id} of the last frame it saw. A step that is told in several frames has an id for
 * each: the last of them carries the step's place alone, those before it their number as well, so that a client cut off in
 * between is told the rest.
 *
 * @param position the place in the stream
 * @param frames how many frames of the step there it has seen; {@link #ALL} for all
 */
record ResumePoint(StreamPosition position, int frames) {
    static final int ALL = Integer.MAX_VALUE;

    private static final char SEPARATOR = '.';

    /** Reads an id; empty for what cannot be one. */
    static Optional<ResumePoint> read(String id) {
        int separator = id.indexOf(SEPARATOR);
        if (separator < 0) {
            return StreamPosition.read(id).map(position -> new ResumePoint(position, ALL));
        }
        String number = id.substring(separator + 1);
        if (number.length() != 1 || number.charAt(0) < '1' || number.charAt(0) > '9') {
            return Optional.empty();
        }
        return StreamPosition.read(id.substring(0, separator))
                .map(position -> new ResumePoint(position, number.charAt(0) - '0'));
    }

    /** A client that has seen all there is up to a place. */
    static ResumePoint at(StreamPosition position) {
        return new ResumePoint(position, ALL);
    }

    /** Whether it saw some frames of the step at its place and not the others. */
    boolean isWithinStep() {
        return frames != ALL;
    }

    /** Whether it has not seen all of the step at a place. */
    boolean isBefore(StreamPosition step) {
        int order = position.compareTo(step);
        return order < 0 || (order == 0 && isWithinStep());
    }

    /** How many frames of the step at a place it has seen. */
    int framesSeen(StreamPosition step) {
        return isWithinStep() && position.equals(step) ? frames : 0;
    }

    /** The id of the last frame seen. */
    String id() {
        return isWithinStep() ? position.token() + SEPARATOR + frames : position.token();
    }

    /** The id of a step's frame, by its number from 1 among so many. */
    static String id(StreamPosition position, int number, int of) {
        return number == of ? position.token() : position.token() + SEPARATOR + number;
    }
}
