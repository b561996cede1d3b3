package io.muster.embedded.command;

import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.plan.Query;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Change;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.WriteTransaction;
import io.muster.embedded.update.Update;
import org.jspecify.annotations.Nullable;

/** One update of one or all matches, or of a document that it inserts because there is none. */
final class UpdateStatement {

    private final Request request;
    private final WriteBatch batch;
    private final Filter filter;
    private final SortOrder sort;
    private final Update update;
    private final boolean multi;
    private final boolean upsert;
    private final Scope scope;

    UpdateStatement(
            Request request,
            WriteBatch batch,
            Document query,
            Document sort,
            @Nullable Object update,
            List<Document> arrayFilters,
            boolean multi,
            boolean upsert) {
        this.request = request;
        this.batch = batch;
        this.filter = Filter.parse(query);
        this.sort = SortOrder.parse(sort);
        this.update = Update.parse(update, arrayFilters);
        this.multi = multi;
        this.upsert = upsert;
        this.scope = request.scope();
        if (multi && this.update.replaces() && update instanceof Document) {
            throw new CommandException(9, "multi update is not supported for replacement-style update");
        }
    }

    /**
     * What an update has done.
     *
     * @param upserted whether {@code after} is a new document
     */
    record Outcome(
            int matched,
            int modified,
            boolean upserted,
            @Nullable Document before,
            @Nullable Document after) {}

    Outcome run() {
        if (upsert) {
            batch.requireCollection();
        }
        return batch.run(this::run);
    }

    private Outcome run(WriteTransaction transaction) {
        Optional<Collection> collection = batch.collection(transaction);
        List<Query.Found> matches = collection
                .map(existing -> new Query(filter, sort, 0, multi ? 0 : 1).found(existing, scope))
                .orElse(List.of());
        if (matches.isEmpty()) {
            return upsert ? insert(transaction, collection.orElseThrow()) : new Outcome(0, 0, false, null, null);
        }
        int modified = 0;
        Document after = null;
        for (Query.Found match : matches) {
            after = update.apply(match.document(), filter, scope, false);
            if (after != match.document()) {
                Storable.requireSize(after);
                Storable.validate(request, collection.orElseThrow().options(), after, scope);
                transaction.replace(
                        batch.namespace(),
                        match.record(),
                        update.replaces() ? Change.Kind.REPLACE : Change.Kind.UPDATE,
                        match.document(),
                        after);
                modified++;
            }
        }
        return new Outcome(matches.size(), modified, false, matches.get(0).document(), after);
    }

    private Outcome insert(WriteTransaction transaction, Collection collection) {
        Document base = new Document();
        filter.conditions().stream()
                .filter(condition -> "$eq".equals(condition.operator()))
                .forEach(condition -> put(base, Paths.of(condition.path()).parts(), condition.value()));
        Document document = Storable.withId(update.apply(base, filter, scope, true));
        Storable.requireSize(document);
        Storable.validate(request, collection.options(), document, scope);
        transaction.insert(batch.namespace(), document);
        return new Outcome(0, 0, true, null, document);
    }

    private static void put(Document document, List<String> path, @Nullable Object value) {
        if (path.size() == 1) {
            document.put(path.get(0), value);
        } else if (document.computeIfAbsent(path.get(0), name -> new Document()) instanceof Document below) {
            put(below, path.subList(1, path.size()), value);
        }
    }
}
