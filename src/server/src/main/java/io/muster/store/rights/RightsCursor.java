package io.muster.store.rights;

import java.time.Duration;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** An open change stream over a {@link RightsSource}. */
interface RightsCursor {
    /** What came with its opening. */
    List<RightsChanged> first();

    /** The next changes, as soon as there are any; none after a while. It fails where the collection is gone. */
    Uni<List<RightsChanged>> next(Duration longest);

    /** Never fails. */
    Uni<Void> close();
}
