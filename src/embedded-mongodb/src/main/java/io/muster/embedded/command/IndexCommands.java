package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.DuplicateKeyException;
import io.muster.embedded.storage.Index;
import io.muster.embedded.storage.IndexDefinition;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;

/** {@code createIndexes}, {@code dropIndexes} and {@code listIndexes}. */
final class IndexCommands {

    private IndexCommands() {}

    static Document create(Request request) {
        Namespace namespace = request.namespace();
        List<IndexDefinition> requested = request.documents("indexes").stream()
                .map(index -> IndexDefinition.parse(namespace, index))
                .toList();
        Optional<Collection> existing = request.engine().store().current().collection(namespace);
        if (existing.isPresent() && requested.stream().allMatch(index -> isThere(existing.get(), index))) {
            int count = existing.get().indexes().size();
            return new Document("numIndexesBefore", count)
                    .append("numIndexesAfter", count)
                    .append("note", "all indexes already exist");
        }
        Document answer = new Document();
        try {
            CollectionCommands.exclusively(request, namespace, root -> createIn(root, namespace, requested, answer));
        } catch (DuplicateKeyException duplicate) {
            // The build that failed has been begun and given up in the oplog.
            request.engine().store().tick();
            throw duplicate.asError();
        }
        return answer;
    }

    private static Root createIn(Root root, Namespace namespace, List<IndexDefinition> requested, Document answer) {
        Optional<Collection> existing = root.collection(namespace);
        Collection collection = existing.orElseGet(() -> Collection.create(namespace, new Document()));
        int before = collection.indexes().size();
        boolean someExist = false;
        for (IndexDefinition index : requested) {
            if (isThere(collection, index)) {
                someExist = true;
                continue;
            }
            collection = collection.withIndex(index);
        }
        Document done = new Document("createdCollectionAutomatically", existing.isEmpty())
                .append("numIndexesBefore", before)
                .append("numIndexesAfter", collection.indexes().size());
        if (someExist) {
            done.put("note", "index already exists");
        }
        answer.clear();
        answer.putAll(done);
        return root.withCollection(namespace, collection);
    }

    /** @throws CommandException 85 or 86 if there is one that is not quite the same */
    private static boolean isThere(Collection collection, IndexDefinition wanted) {
        for (Index index : collection.indexes()) {
            IndexDefinition present = index.definition();
            boolean sameName = present.name().equals(wanted.name());
            boolean sameKey = present.key().equals(wanted.key());
            if (sameName && !sameKey) {
                throw new CommandException(
                        86,
                        "Index must have unique name.The existing index: " + Values.text(present.source())
                                + " has the same name as the requested index: " + Values.text(wanted.source()));
            } else if (sameName
                    && !present.sameOptions(wanted)
                    && !present.name().equals(IndexDefinition.ID)) {
                throw new CommandException(
                        85, "Index with name: " + wanted.name() + " already exists with different options");
            } else if (sameKey && !sameName && present.sameOptions(wanted)) {
                throw new CommandException(
                        85, "Index with name: " + wanted.name() + " already exists with a different name");
            } else if (sameKey && !sameName) {
                throw new CommandException(
                        85,
                        "Index: " + Values.text(wanted.source()) + " already exists with different options: "
                                + Values.text(present.source()));
            } else if (sameName) {
                return true;
            }
        }
        return false;
    }

    static Document drop(Request request) {
        Namespace namespace = request.namespace();
        Object wanted = request.body().get("index");
        Collection collection = CollectionCommands.require(request, namespace, "ns not found " + namespace);
        List<String> names = new ArrayList<>();
        for (Index index : collection.indexes()) {
            IndexDefinition definition = index.definition();
            boolean named = definition.name().equals(wanted)
                    || definition.key().equals(wanted)
                    || (wanted instanceof List<?> list && list.contains(definition.name()));
            if (!definition.name().equals(IndexDefinition.ID) && (named || "*".equals(wanted))) {
                names.add(definition.name());
            }
        }
        if (names.isEmpty() && !"*".equals(wanted)) {
            throw new CommandException(27, "index not found with name [" + wanted + "]");
        }
        UnaryOperator<Collection> without = before -> {
            Collection after = before;
            for (String name : names) {
                after = after.withoutIndex(name);
            }
            return after;
        };
        CollectionCommands.exclusively(
                request,
                namespace,
                root -> root.collection(namespace)
                        .map(before -> root.withCollection(namespace, without.apply(before)))
                        .orElse(root));
        return new Document("nIndexesWas", collection.indexes().size());
    }

    static Document list(Request request) {
        Namespace namespace = request.namespace();
        Collection collection = CollectionCommands.require(request, namespace, "ns does not exist: " + namespace);
        List<Document> indexes = collection.indexes().stream()
                .map(index -> index.definition().source())
                .toList();
        return new Document(
                "cursor",
                new Document("id", 0L).append("ns", namespace.toString()).append("firstBatch", indexes));
    }
}
