package io.muster.embedded.command;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.WriteTransaction;

/** {@code delete}. */
final class DeleteCommand {

    private DeleteCommand() {}

    static Document run(Request request) {
        Namespace namespace = request.namespace();
        WriteResults results = new WriteResults(request);
        Counter counter = new Counter();
        String timeout = "Exec error resulting in state FAILURE :: caused by :: ";
        try (WriteBatch batch = new WriteBatch(request, namespace, timeout)) {
            for (Document statement : request.documents("deletes")) {
                if (!results.run(new One(request, batch, statement, counter))) {
                    break;
                }
            }
        }
        return results.addTo(new Document("n", counter.deleted));
    }

    /**
     * Deletes matches.
     *
     * @param limit how many at most, 0 for all
     * @return the documents that are gone
     */
    static List<Query.Found> delete(
            WriteBatch batch, WriteTransaction transaction, Filter filter, SortOrder sort, long limit, Scope scope) {
        List<Query.Found> matches = batch.collection(transaction)
                .map(collection -> new Query(filter, sort, 0, limit).found(collection, scope))
                .orElse(List.of());
        matches.forEach(match -> transaction.delete(batch.namespace(), match.record(), match.document()));
        return matches;
    }

    private static final class Counter {
        private int deleted;
    }

    private record One(Request request, WriteBatch batch, Document statement, Counter counter)
            implements WriteResults.Statement {

        @Override
        public Object run() {
            long limit = Query.number(statement, "limit");
            if (limit == 0 && request.fields().retryable()) {
                throw new CommandException(72, "Cannot use (or request) retryable writes with limit=0");
            }
            Filter filter = Filter.parse(Paths.document(statement, "q"));
            Scope scope = request.scope();
            return batch.run(transaction -> delete(batch, transaction, filter, SortOrder.NONE, limit, scope)
                    .size());
        }

        @Override
        public void count(int index, Object outcome) {
            counter.deleted += (Integer) outcome;
        }
    }
}
