package io.muster.store.rights;

import java.time.Duration;
import java.util.List;

import io.smallrye.mutiny.Uni;

/** An open change stream over the members. */
interface MemberCursor {
    /** What came with its opening. */
    List<MemberChanged> first();

    /** The next changes, as soon as there are any; none after a while. It fails where the collection is gone. */
    Uni<List<MemberChanged>> next(Duration longest);

    /** Never fails. */
    Uni<Void> close();
}
