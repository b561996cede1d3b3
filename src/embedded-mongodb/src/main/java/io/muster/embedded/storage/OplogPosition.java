package io.muster.embedded.storage;

/**
 * A place in the history.
 *
 * @param time the cluster time, seconds in the upper half and a counter in the lower
 * @param index the place among the changes of one transaction, which share a time
 */
public record OplogPosition(long time, int index) implements Comparable<OplogPosition> {

    @Override
    public int compareTo(OplogPosition other) {
        int byTime = Long.compareUnsigned(time, other.time);
        return byTime == 0 ? Integer.compare(index, other.index) : byTime;
    }
}
