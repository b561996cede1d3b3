package io.muster.store.outbound;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Reads of firms' outbound logs. */
public interface OutboundLog {
    /** The most lines of one read. */
    int MOST = 1_000;

    /**
     * The lines after a number, in order, none missing that this version can read and the journal still has.
     *
     * @param seq 0 for all
     * @param limit at most {@link #MOST}
     */
    Uni<List<OutboundLine>> after(String firm, long seq, int limit);

    /** A firm's last number; 0 where there is none. */
    Uni<Long> last(String firm);
}
