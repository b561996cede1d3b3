package io.muster.embedded.storage;

import java.util.Optional;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One committed change, as the history keeps it.
 *
 * @param kind what was done
 * @param before the document before it, or null
 * @param after the document after it, or null
 * @param target where a collection was renamed to
 * @param transaction {@code txnNumber} and {@code lsid} if it was part of a transaction
 */
public record Change(
        Kind kind,
        Namespace namespace,
        UUID collection,
        @Nullable Document before,
        @Nullable Document after,
        Optional<Namespace> target,
        Optional<Document> transaction) {

    /** What a change did. */
    public enum Kind {
        INSERT,
        /** By update operators, to which a stream reports the fields that changed. */
        UPDATE,
        /** By a whole document or a pipeline, to which a stream reports the document. */
        REPLACE,
        DELETE,
        DROP,
        RENAME,
        DROP_DATABASE
    }

    /** The change of a whole collection. */
    public static Change ofCollection(Kind kind, Namespace namespace, UUID collection, Optional<Namespace> target) {
        return new Change(kind, namespace, collection, null, null, target, Optional.empty());
    }
}
