package io.muster.embedded.command;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Store;

/** Small steps that commands share when they change which collections there are. */
final class Schema {

    private Schema() {}

    static void createIfMissing(Store store, Namespace namespace) {
        store.commit(root -> root.collection(namespace).isPresent()
                ? root
                : root.withCollection(namespace, Collection.create(namespace, new Document())));
    }
}
