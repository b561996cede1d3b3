package io.muster.embedded.storage;

/**
 * A place in the history.
 *
 * @param time the cluster time, seconds in the upper half and a counter in the lower
 * @param index the place among the changes of one transaction, which share a time
 */
public record Position(long time, int index) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        int byTime = Long.compareUnsigned(time, other.time);
        return byTime == 0 ? Integer.compare(index, other.index) : byTime;
    }
}
