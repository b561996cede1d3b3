package io.muster.api.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Ord;
import io.muster.event.read.Delta;
import io.muster.event.read.Slice;
import io.muster.event.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** A page of a list as JSON. It is read with one event more than it may hold: then there is a next one. */
record ListPage(ListRequest request, Scope scope, Function<StoredEvent, ObjectNode> view) {

    /** Reads a part of the list as it is. */
    interface Read {
        Uni<List<StoredEvent>> part(Instant now, Slice slice);
    }

    /** Finds what changed in the list; empty if it is too much. */
    interface Changes {
        Uni<Optional<Delta>> since(Instant now, Instant since);
    }

    ObjectNode whole(Position position, List<StoredEvent> oneMore) {
        return json(position, oneMore, Set.of());
    }

    ObjectNode delta(Position position, Delta delta, Slice oneMore) {
        return json(position, oneMore.of(delta.events().stream()), delta.removed());
    }

    private ObjectNode json(Position position, List<StoredEvent> oneMore, Set<ObjectId> removed) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<StoredEvent> events = oneMore.subList(0, Math.min(oneMore.size(), request.limit()));
        ArrayNode listed = json.putArray("events");
        events.forEach(event -> listed.add(view.apply(event)));
        ArrayNode gone = json.putArray("removedIds");
        removed.forEach(id -> gone.add(id.toHexString()));
        if (oneMore.size() > request.limit()) {
            json.put(
                    "nextCursor",
                    position.cursorAfter(
                            scope, Ord.of(events.get(events.size() - 1).event())));
        } else {
            json.putNull("nextCursor");
        }
        json.put("serverTimestamp", position.timestamp(scope));
        json.put("deltaSync", position.since().isPresent());
        return json;
    }
}
