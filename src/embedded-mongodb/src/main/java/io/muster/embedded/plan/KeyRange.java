package io.muster.embedded.plan;

import java.util.Arrays;

import org.pcollections.TreePMap;

/**
 * A stretch of an index.
 *
 * @param from the first key in it
 * @param to the first key behind it
 * @param fixed how many bytes of every key in it come from values that the query fixes
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyRange(byte[] from, byte[] to, int fixed) {

    TreePMap<byte[], Long> in(TreePMap<byte[], Long> entries) {
        return Arrays.compareUnsigned(from, to) >= 0
                ? TreePMap.empty(entries.comparator())
                : entries.subMap(from, true, to, false);
    }
}
