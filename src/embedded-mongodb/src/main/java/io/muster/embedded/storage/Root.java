package io.muster.embedded.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Everything the database holds at one moment. Immutable: keeping one is keeping a snapshot. */
public record Root(PMap<Namespace, Collection> collections, SnapshotHistory history) {

    /** A database without anything in it, which will keep that many changes for its change streams. */
    public static Root empty(int historyLimit) {
        return new Root(HashTreePMap.empty(), SnapshotHistory.empty(historyLimit));
    }

    public Optional<Collection> collection(Namespace namespace) {
        return Optional.ofNullable(collections.get(namespace));
    }

    /** The names of all collections of one database. */
    public List<Namespace> namespaces(String database) {
        return collections.keySet().stream()
                .filter(namespace -> namespace.database().equals(database))
                .toList();
    }

    /** The cluster time of the last commit. */
    public BsonTimestamp time() {
        return new BsonTimestamp(history.lastTime());
    }

    /** The same with a collection in the place of what was there under that name. */
    public Root with(Namespace namespace, Collection collection) {
        return new Root(collections.plus(namespace, collection), history);
    }

    /** The same with a collection that is new or has another schema; time goes on. */
    public Root withCollection(Namespace namespace, Collection collection) {
        return with(namespace, collection).withHistory(history -> history.ticked(Store.nowMillis()));
    }

    /** The same without a collection; the change tells why. */
    public Root withoutCollection(Namespace namespace, Change change) {
        return new Root(collections.minus(namespace), history).noting(change);
    }

    /** The same with one more change in the history. */
    public Root noting(Change change) {
        return withHistory(history -> history.plusEach(List.of(change), Store.nowMillis()));
    }

    Root withHistory(UnaryOperator<SnapshotHistory> change) {
        return new Root(collections, change.apply(history));
    }
}
