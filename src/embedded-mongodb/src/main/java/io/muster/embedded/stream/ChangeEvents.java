package io.muster.embedded.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.storage.Change;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Index;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.OplogPosition;
import io.muster.embedded.storage.Root;

/** Makes the events of one watched collection, database, or whole server out of the history's changes. */
record ChangeEvents(Watched watched, boolean lookUp) {

    /** An event and the token in its {@code _id}. */
    record Event(ResumeToken token, Document document, boolean last) {}

    /** What is watched; without a collection the whole database, without a database all of them. */
    record Watched(Optional<String> database, Optional<String> collection) {

        boolean covers(Namespace namespace) {
            return database.map(namespace.database()::equals).orElse(true)
                    && collection.map(namespace.collection()::equals).orElse(true);
        }
    }

    private static final BinData NOBODY = new BinData(digestOfNothing());

    private static byte[] digestOfNothing() {
        try {
            return MessageDigest.getInstance("SHA-256").digest("".getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The events of one change: none, one, or one and the end of the stream. */
    List<Event> of(OplogPosition position, Change change, Root now) {
        boolean ofDatabase = change.kind() == Change.Kind.DROP_DATABASE;
        if (ofDatabase
                ? watched.collection().isPresent() || !watched.covers(change.namespace())
                : !watched.covers(change.namespace())) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        ResumeToken token = ResumeToken.ofEvent(position);
        events.add(new Event(token, render(token, change, now), false));
        boolean ends = watched.collection().isPresent()
                ? change.kind() == Change.Kind.DROP || change.kind() == Change.Kind.RENAME
                : ofDatabase && watched.database().isPresent();
        if (ends) {
            ResumeToken end = ResumeToken.ofInvalidate(position);
            Document invalidate = new Document("_id", end.document())
                    .append("operationType", "invalidate")
                    .append("clusterTime", new BsonTimestamp(position.time()));
            events.add(new Event(end, invalidate, true));
        }
        return events;
    }

    private Document render(ResumeToken token, Change change, Root now) {
        Document event = new Document();
        change.transaction()
                .ifPresent(stamp -> event.append("txnNumber", stamp.get("txnNumber"))
                        .append("lsid", new Document("id", stamp.get("lsid")).append("uid", NOBODY)));
        change.target().ifPresent(target -> event.put("to", namespace(target)));
        event.append("_id", token.document())
                .append("operationType", operation(change.kind()))
                .append("clusterTime", new BsonTimestamp(token.position().time()));
        Document before = change.before();
        Document after = change.after();
        if (change.kind() == Change.Kind.UPDATE && lookUp && after != null) {
            event.put("fullDocument", current(now, change.namespace(), after).orElse(null));
        } else if (change.kind() != Change.Kind.UPDATE && after != null) {
            event.put("fullDocument", after);
        }
        if (change.kind() == Change.Kind.DROP_DATABASE) {
            return event.append("ns", new Document("db", change.namespace().database()));
        }
        event.put("ns", namespace(change.namespace()));
        Document either = after == null ? before : after;
        if (either != null) {
            event.put("documentKey", new Document("_id", either.get("_id")));
        }
        if (change.kind() == Change.Kind.UPDATE && before != null && after != null) {
            event.put("updateDescription", UpdateDescription.of(before, after));
        }
        return event;
    }

    private static Optional<Document> current(Root now, Namespace namespace, Document document) {
        Optional<Collection> collection = now.collection(namespace);
        Optional<Index> ids = collection.map(existing -> existing.indexes().get(0));
        return ids.flatMap(index -> index.find(KeyWriter.key(document.get("_id"))))
                .flatMap(record -> collection.flatMap(existing -> existing.record(record)));
    }

    private static Document namespace(Namespace namespace) {
        return new Document("db", namespace.database()).append("coll", namespace.collection());
    }

    private static String operation(Change.Kind kind) {
        return kind == Change.Kind.DROP_DATABASE ? "dropDatabase" : kind.name().toLowerCase(Locale.ROOT);
    }
}
