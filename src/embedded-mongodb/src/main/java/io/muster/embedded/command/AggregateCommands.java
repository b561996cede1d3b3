package io.muster.embedded.command;

import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.pipeline.Pipeline;
import io.muster.embedded.pipeline.Source;
import io.muster.embedded.plan.Query;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;
import io.muster.embedded.stream.ChangeStream;
import io.muster.embedded.stream.ChangeStreams;

/** {@code aggregate}: of a collection, of a database's operations, or a change stream. */
final class AggregateCommands {

    private AggregateCommands() {}

    static Document aggregate(Request request) {
        Optional<String> collection =
                request.body().get("aggregate") instanceof String name ? Optional.of(name) : Optional.empty();
        Namespace namespace = new Namespace(request.database(), collection.orElse("$cmd.aggregate"));
        List<Document> pipeline = request.documents("pipeline");
        if (request.body().containsKey("explain")) {
            return explainInline(request, namespace);
        }
        if (!request.body().containsKey("cursor")) {
            throw new CommandException(
                    9, "The 'cursor' option is required, except for aggregate with the explain argument");
        }
        Document cursor = request.document("cursor");
        int size = cursor.containsKey("batchSize") ? (int) Query.number(cursor, "batchSize") : Cursors.FIRST_BATCH;
        if (ChangeStreams.isOpenedBy(pipeline)) {
            return new Document("cursor", stream(request, namespace, collection, pipeline, size));
        }
        List<Document> documents;
        if (!pipeline.isEmpty() && pipeline.get(0).containsKey("$currentOp")) {
            List<Document> operations = CurrentOperations.list(request.engine(), pipeline.get(0));
            Source source = new Source(request.engine().store().current(), request.database(), request.scope());
            documents = Pipeline.parse(pipeline.subList(1, pipeline.size())).runOn(operations, source);
        } else {
            Root root = request.view(namespace);
            Pipeline parsed = Pipeline.parse(pipeline);
            useLookedUp(request, pipeline);
            documents = parsed.run(
                    root.collection(namespace),
                    new Source(request.view(namespace), request.database(), request.scope()));
        }
        return new Document(
                "cursor",
                request.engine()
                        .cursors()
                        .open(
                                Commands.owner(request, namespace.toString()),
                                documents,
                                size,
                                Cursors.Closing.AFTER_LAST));
    }

    private static void useLookedUp(Request request, List<Document> pipeline) {
        for (Document stage : pipeline) {
            if (stage.get("$lookup") instanceof Document lookup && lookup.get("from") instanceof String from) {
                request.view(new Namespace(request.database(), from));
            }
        }
    }

    private static Document stream(
            Request request, Namespace namespace, Optional<String> collection, List<Document> pipeline, int size) {
        Object level = request.document("readConcern").get("level");
        String complaint = "$changeStream cannot run with a readConcern other than 'majority', or in a multi-document"
                + " transaction. Current readConcern: { readConcern: { level: \"";
        if (request.transaction().isPresent()) {
            throw new CommandException(
                    263,
                    "Operation not permitted in transaction :: caused by :: Operation not permitted in transaction ::"
                            + " caused by :: " + complaint + "snapshot\" } }");
        } else if (level != null && !"majority".equals(level)) {
            throw new CommandException(72, complaint + level + "\" } }");
        }
        Root root = request.engine().store().current();
        ChangeStream stream = ChangeStreams.open(pipeline, request.database(), collection, root);
        return request.engine().cursors().open(Commands.owner(request, namespace.toString()), stream, root, size);
    }

    private static Document explainInline(Request request, Namespace namespace) {
        Collection collection = request.view(namespace)
                .collection(namespace)
                .orElseGet(() -> Collection.create(namespace, new Document()));
        return explain(request, request.body(), namespace, collection);
    }

    static Document explain(Request request, Document body, Namespace namespace, Collection collection) {
        Source source = new Source(request.view(namespace), request.database(), request.scope());
        return Pipeline.parse(Request.documents(body, "pipeline")).explain(namespace, collection, source);
    }
}
