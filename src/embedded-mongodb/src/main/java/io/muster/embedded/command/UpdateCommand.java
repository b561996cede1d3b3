package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import io.muster.embedded.storage.Namespace;

/** {@code update}. */
final class UpdateCommand {

    private UpdateCommand() {}

    static Document run(Request request) {
        Namespace namespace = request.namespace();
        WriteResults results = new WriteResults(request);
        Counter counter = new Counter();
        String timeout = "Exec error resulting in state FAILURE :: caused by :: ";
        try (WriteBatch batch = new WriteBatch(request, namespace, timeout)) {
            for (Document statement : request.documents("updates")) {
                if (!results.run(new One(request, batch, statement, counter))) {
                    break;
                }
            }
        }
        Document answer = new Document("n", counter.matched).append("nModified", counter.modified);
        if (!counter.upserted.isEmpty()) {
            answer.put("upserted", counter.upserted);
        }
        return results.addTo(answer);
    }

    private static final class Counter {
        private int matched;
        private int modified;
        private final List<Document> upserted = new ArrayList<>();
    }

    private record One(Request request, WriteBatch batch, Document statement, Counter counter)
            implements WriteResults.Statement {

        @Override
        public Object run() {
            boolean multi = Values.isTrue(statement.get("multi"));
            if (multi && request.fields().retryable()) {
                throw new CommandException(72, "Cannot use (or request) retryable writes with multi=true");
            }
            return new UpdateStatement(
                            request,
                            batch,
                            Paths.document(statement, "q"),
                            new Document(),
                            statement.get("u"),
                            Request.documents(statement, "arrayFilters"),
                            multi,
                            Values.isTrue(statement.get("upsert")))
                    .run();
        }

        @Override
        public void count(int index, Object outcome) {
            UpdateStatement.Outcome done = (UpdateStatement.Outcome) outcome;
            counter.matched += done.upserted() ? 1 : done.matched();
            counter.modified += done.modified();
            Document after = done.after();
            if (done.upserted() && after != null) {
                counter.upserted.add(new Document("index", index).append("_id", after.get("_id")));
            }
        }
    }
}
