package io.muster.store.outbound;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/** Where numbers are kept. Each is given once, and everything gets one once. */
public interface Numbers {
    /** A firm's last number; 0 where there is none. */
    Uni<Long> last(String firm);

    /** Something with its number. */
    record Numbered(long seq, Unnumbered what) {}

    /**
     * Stores them in this order, up to the first one of which the number has been given already, or that has one already.
     *
     * @return whether all of them are stored
     */
    Uni<Boolean> add(List<Numbered> numbered);

    /** Those of these that have a number. */
    Uni<Set<Unnumbered>> numbered(Collection<? extends Unnumbered> some);
}
