package io.muster.notice.send;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.notice.Occasions;
import io.muster.store.notice.NotesByHand;
import io.muster.store.notice.PendingNotices;
import io.muster.store.outbound.OutboundLine;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Notes go to whoever sends notices at once. */
@Singleton
@DefaultBean
class NotesAtOnce implements NotesByHand {
    private final PendingNotices pending;

    NotesAtOnce(PendingNotices pending) {
        this.pending = pending;
    }

    @Override
    public Uni<Void> add(String id, String firm, ObjectId event, Instant at, Map<String, String> data) {
        OutboundLine.Due note =
                new OutboundLine.Due(id, Optional.of(event), OutboundLine.Occasion.NOTICE, at, data);
        return pending.add(Occasions.of(new OutboundLine(firm, 0, at, note), Optional.empty()).stream()
                .map(it -> Stored.of(it, at))
                .toList());
    }
}
