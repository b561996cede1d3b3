package io.muster.api.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.answer.Body;
import io.muster.api.answer.JsonPart;
import io.muster.event.Digest;
import io.muster.event.SortKey;
import io.muster.store.read.Delta;
import io.muster.store.read.Slice;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * A page of a list as JSON. One event more than the page holds is read, to know whether there is a next page. The events
 * come first, so that all who see the same share the bytes.
 */
record ListPage(ListRequest request, ListScope scope, Function<StoredEvent, JsonPart> view) {
    private static final String OPENING = "{\"events\":[";

    /** Reads a part of the list. */
    interface Read {
        Uni<List<StoredEvent>> part(Instant now, Slice slice);
    }

    /** How the events of a part are written. */
    interface Views {
        Uni<Function<StoredEvent, JsonPart>> of(List<StoredEvent> part);
    }

    /** Finds the changes of the list; empty if there are too many. */
    interface Changes {
        Uni<Optional<Delta>> since(Instant now, Instant since);
    }

    /**
     * A page.
     *
     * @param besides what it says besides its events: two pages of a list whose events are the same differ in nothing but their
     *     times if this is equal
     */
    record Written(Body body, String besides) {}

    Written whole(ListPosition position, List<StoredEvent> oneMore) {
        return written(position, oneMore, Set.of());
    }

    Written delta(ListPosition position, Delta delta, Slice oneMore) {
        return written(position, oneMore.of(delta.events().stream()), delta.removed());
    }

    private Written written(ListPosition position, List<StoredEvent> oneMore, Set<ObjectId> removed) {
        boolean hasMore = oneMore.size() > request.limit();
        List<StoredEvent> events = hasMore ? oneMore.subList(0, request.limit()) : oneMore;
        List<String> gone = removed.stream().map(ObjectId::toHexString).sorted().toList();
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        ArrayNode removedIds = rest.putArray("removedIds");
        gone.forEach(removedIds::add);
        if (hasMore) {
            rest.put(
                    "nextCursor",
                    position.cursorAfter(
                            scope, SortKey.of(events.get(events.size() - 1).event())));
        } else {
            rest.putNull("nextCursor");
        }
        boolean isDelta = position.since().isPresent();
        rest.put("serverTimestamp", position.timestamp(scope));
        rest.put("deltaSync", isDelta);
        Body body = new Body(
                OPENING,
                events.stream().map(view).toList(),
                "]," + rest.toString().substring(1));
        return new Written(body, Digest.hex(scope.cursor(), hasMore + " " + isDelta, String.join(",", gone)));
    }
}
