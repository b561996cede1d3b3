package io.muster.outbound;

/** The time for which this process alone may number lines and send. A lease in the database, taken and held by {@code Outbound}. */
public interface Term {
    /**
     * Whether the lease is surely still held, by this process's monotonic clock, which goes on while the process is paused. Asked
     * immediately before each send.
     */
    boolean holds();
}
