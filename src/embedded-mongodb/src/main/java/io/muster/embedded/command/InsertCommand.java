package io.muster.embedded.command;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.WriteTransaction;

/** {@code insert}. */
final class InsertCommand {

    private InsertCommand() {}

    static Document run(Request request) {
        Namespace namespace = request.namespace();
        List<Document> documents = request.documents("documents");
        Scope scope = request.scope();
        WriteResults results = new WriteResults(request);
        Counter counter = new Counter();
        try (WriteBatch batch = new WriteBatch(request, namespace, "")) {
            for (Document document : documents) {
                if (!results.run(new Insertion(request, batch, document, scope, counter))) {
                    break;
                }
            }
        }
        return results.addTo(new Document("n", counter.inserted));
    }

    private static final class Counter {
        private int inserted;
    }

    private record Insertion(Request request, WriteBatch batch, Document document, Scope scope, Counter counter)
            implements WriteResults.Statement {

        @Override
        public Object run() {
            Document stored = Storable.inserted(document);
            batch.requireCollection();
            return batch.run(transaction -> insert(transaction, stored));
        }

        private Boolean insert(WriteTransaction transaction, Document stored) {
            Collection collection = batch.collection(transaction).orElseThrow();
            Storable.validate(request, collection.options(), stored, scope);
            transaction.insert(batch.namespace(), stored);
            return true;
        }

        @Override
        public void count(int index, Object outcome) {
            counter.inserted++;
        }
    }
}
