package io.muster.store.outbound;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Reads of firms' outbound logs. */
public interface OutboundLog {
    /**
     * The lines after a number, in order, none missing.
     *
     * @param seq 0 for all
     * @param limit at most 1000
     */
    Uni<List<OutboundLine>> after(String firm, long seq, int limit);

    /** A firm's last number; 0 where there is none. */
    Uni<Long> last(String firm);
}
