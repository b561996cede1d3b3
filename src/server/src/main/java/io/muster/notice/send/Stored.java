package io.muster.notice.send;

import java.time.Instant;
import java.util.Optional;

import io.muster.notice.NoticeKind;
import io.muster.notice.Occasion;
import io.muster.store.notice.PendingNotice;

/** Occasions as they are stored. */
final class Stored {
    private Stored() {}

    static PendingNotice of(Occasion occasion, Instant due) {
        return new PendingNotice(
                occasion.id(),
                occasion.firm(),
                occasion.event(),
                occasion.kind().wireName(),
                occasion.version(),
                occasion.at(),
                due,
                occasion.person(),
                occasion.actor(),
                occasion.seenBefore(),
                occasion.data(),
                0);
    }

    /** Empty of a kind that this version of the service does not know. */
    static Optional<Occasion> occasion(PendingNotice stored) {
        return NoticeKind.ofWireName(stored.kind())
                .map(kind -> new Occasion(
                        stored.id(),
                        stored.firm(),
                        stored.event(),
                        kind,
                        stored.version(),
                        stored.at(),
                        stored.person(),
                        stored.actor(),
                        stored.seenBefore(),
                        stored.data()));
    }
}
