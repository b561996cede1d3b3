package io.muster.embedded.command;

import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.Projection;
import io.muster.embedded.query.SortOrder;
import org.jspecify.annotations.Nullable;

/** {@code findAndModify}: changes or removes one document and answers it, as it was or as it is. */
final class FindAndModifyCommand {

    private FindAndModifyCommand() {}

    static Document run(Request request) {
        if (!request.fields().retryable()) {
            return execute(request);
        }
        var session = request.session().orElseThrow();
        Document shape = new Document("remove", request.flag("remove"))
                .append("new", request.flag("new"))
                .append("upsert", request.flag("upsert"));
        Optional<Object> known = session.outcome(0);
        if (known.isPresent()) {
            return repeated((Document) known.get(), shape);
        }
        Document answer = execute(request);
        session.remember(
                request.fields().number().orElseThrow(), 0, new Document("shape", shape).append("answer", answer));
        return answer;
    }

    private static Document repeated(Document known, Document shape) {
        if (!shape.equals(known.get("shape"))) {
            throw new CommandException(
                    40611,
                    "findAndModify retry request wants another version of the document than the first request did");
        }
        return new Document((Document) known.get("answer"));
    }

    private static Document execute(Request request) {
        if (!request.flag("remove") && !request.body().containsKey("update")) {
            throw new CommandException(9, "Either an update or remove=true must be specified");
        }
        String timeout = "Plan executor error during findAndModify :: caused by :: ";
        try (WriteBatch batch = new WriteBatch(request, request.namespace(), timeout)) {
            return request.flag("remove") ? remove(request, batch) : update(request, batch);
        }
    }

    private static Document remove(Request request, WriteBatch batch) {
        Filter filter = Filter.parse(request.document("query"));
        SortOrder sort = SortOrder.parse(request.document("sort"));
        List<Query.Found> removed =
                batch.run(transaction -> DeleteCommand.delete(batch, transaction, filter, sort, 1, request.scope()));
        return new Document("lastErrorObject", new Document("n", removed.size()))
                .append(
                        "value",
                        projected(
                                request,
                                removed.isEmpty() ? null : removed.get(0).document()));
    }

    private static Document update(Request request, WriteBatch batch) {
        UpdateStatement.Outcome outcome = new UpdateStatement(
                        request,
                        batch,
                        request.document("query"),
                        request.document("sort"),
                        request.body().get("update"),
                        request.documents("arrayFilters"),
                        false,
                        request.flag("upsert"))
                .run();
        Document last = new Document("n", outcome.matched() + (outcome.upserted() ? 1 : 0))
                .append("updatedExisting", outcome.matched() > 0);
        Document after = outcome.after();
        if (outcome.upserted() && after != null) {
            last.put("upserted", after.get("_id"));
        }
        return new Document("lastErrorObject", last)
                .append("value", projected(request, request.flag("new") ? after : outcome.before()));
    }

    private static @Nullable Document projected(Request request, @Nullable Document document) {
        Document fields = request.document("fields");
        return document == null || fields.isEmpty()
                ? document
                : Projection.ofFind(fields).apply(document, request.scope());
    }
}
