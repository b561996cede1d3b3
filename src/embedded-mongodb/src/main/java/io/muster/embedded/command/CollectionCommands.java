package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import io.muster.embedded.storage.Change;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;

/** Commands that create, change, rename, drop and list collections and databases. */
final class CollectionCommands {

    private static final List<String> STORED_OPTIONS =
            List.of("validator", "validationLevel", "validationAction", "capped", "size", "max", "collation");

    private CollectionCommands() {}

    /** Changes the schema once no open transaction uses the collection. @throws CommandException 50 if one still does */
    static void exclusively(Request request, Namespace namespace, UnaryOperator<Root> change) {
        boolean done = request.engine()
                .store()
                .collectionLocks()
                .exclusively(
                        namespace,
                        request.deadline().leftMillis(),
                        () -> request.engine().store().commit(change));
        if (!done) {
            throw new CommandException(50, "operation exceeded time limit");
        }
    }

    /** @throws CommandException 26 if there is no such collection */
    static Collection require(Request request, Namespace namespace, String complaint) {
        return request.engine()
                .store()
                .current()
                .collection(namespace)
                .orElseThrow(() -> new CommandException(26, complaint));
    }

    static Document create(Request request) {
        Namespace namespace = request.namespace();
        Document options = new Document();
        STORED_OPTIONS.forEach(
                option -> options.putIfNotNull(option, request.body().get(option)));
        if (options.get("validator") instanceof Document validator) {
            Filter.parse(validator);
        }
        request.engine().store().commit(root -> {
            if (root.collection(namespace).isPresent()) {
                throw new CommandException(48, "a collection '" + namespace + "' already exists");
            }
            return root.withCollection(namespace, Collection.create(namespace, options));
        });
        return new Document();
    }

    static Document modify(Request request) {
        Namespace namespace = request.namespace();
        require(request, namespace, "ns does not exist");
        exclusively(
                request,
                namespace,
                root -> root.collection(namespace)
                        .map(collection -> {
                            Document options = new Document(collection.options());
                            STORED_OPTIONS.forEach(option ->
                                    options.putIfNotNull(option, request.body().get(option)));
                            return root.withCollection(namespace, collection.withOptions(options));
                        })
                        .orElse(root));
        return new Document();
    }

    static Document drop(Request request) {
        Namespace namespace = request.namespace();
        Collection collection = require(request, namespace, "ns not found");
        exclusively(request, namespace, root -> dropIn(root, namespace));
        return new Document("nIndexesWas", collection.indexes().size()).append("ns", namespace.toString());
    }

    private static Root dropIn(Root root, Namespace namespace) {
        return root.collection(namespace)
                .map(collection -> root.withoutCollection(
                        namespace,
                        Change.ofCollection(Change.Kind.DROP, namespace, collection.uuid(), Optional.empty())))
                .orElse(root);
    }

    static Document dropDatabase(Request request) {
        String database = request.database();
        List<Namespace> namespaces = request.engine().store().current().namespaces(database);
        namespaces.forEach(namespace -> exclusively(request, namespace, root -> dropIn(root, namespace)));
        if (namespaces.isEmpty()) {
            return new Document();
        }
        Change change = Change.ofCollection(
                Change.Kind.DROP_DATABASE, new Namespace(database, ""), new UUID(0, 0), Optional.empty());
        request.engine().store().commit(root -> root.noting(change));
        return new Document("dropped", database);
    }

    static Document rename(Request request) {
        Namespace from = Namespace.parse(String.valueOf(request.body().get("renameCollection")));
        Namespace to = Namespace.parse(String.valueOf(request.body().get("to")));
        Collection collection = require(request, from, "source namespace does not exist");
        exclusively(request, from, root -> {
            if (root.collection(to).isPresent() && !request.flag("dropTarget")) {
                throw new CommandException(48, "target namespace exists");
            }
            Change change = Change.ofCollection(Change.Kind.RENAME, from, collection.uuid(), Optional.of(to));
            return root.collection(from)
                    .map(moved -> root.withoutCollection(from, change).with(to, moved))
                    .orElse(root);
        });
        return new Document();
    }

    static Document list(Request request) {
        Document filter = request.document("filter");
        Filter wanted = Filter.parse(filter);
        Scope scope = request.scope();
        Root root = request.engine().store().current();
        List<Document> collections = new ArrayList<>();
        for (Namespace namespace : root.namespaces(request.database())) {
            Collection collection = root.collection(namespace).orElseThrow();
            Document description = new Document("name", namespace.collection())
                    .append("type", "collection")
                    .append("options", collection.options())
                    .append("info", new Document("readOnly", false).append("uuid", collection.uuid()))
                    .append("idIndex", collection.indexes().get(0).definition().source());
            if (wanted.matches(description, scope)) {
                collections.add(description);
            }
        }
        return new Document(
                "cursor",
                new Document("id", 0L)
                        .append("ns", request.database() + ".$cmd.listCollections")
                        .append("firstBatch", collections));
    }

    static Document listDatabases(Request request) {
        List<Document> databases = request.engine().store().current().collections().keySet().stream()
                .map(Namespace::database)
                .distinct()
                .sorted()
                .map(name ->
                        new Document("name", name).append("sizeOnDisk", 8192.0).append("empty", false))
                .toList();
        return new Document("databases", databases).append("totalSize", 8192.0 * databases.size());
    }
}
