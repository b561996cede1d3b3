package io.muster.outbound;

/**
 * Sends what the outbound log says. Every bean of this type is called by the process that holds the lease. It keeps in the database how
 * far it has come for each of its receivers, reads on from there ({@link io.muster.store.outbound.OutboundLog}), and does not keep up
 * anybody: calls return at once.
 */
public interface OutboundConsumer {
    /** This process holds the lease from now on: go on where the process before it stopped. */
    void begin(Term term);

    /**
     * A firm's log has grown.
     *
     * @param seq its last number
     */
    void grown(String firm, long seq);

    /** The term is over: begin nothing any more. */
    void end();
}
