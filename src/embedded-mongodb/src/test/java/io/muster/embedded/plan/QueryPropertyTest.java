package io.muster.embedded.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.expression.Scope;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.IndexDefinition;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Store;
import io.muster.embedded.storage.WriteTransaction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** An index changes how a query is answered, never what is answered. */
class QueryPropertyTest {

    private static final Namespace THINGS = new Namespace("test", "things");
    private static final Scope SCOPE = Scope.at(Instant.EPOCH, new BsonTimestamp(0));

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 4).map(n -> (Object) n),
                Arbitraries.of("", "a", "b", 2L, 2.5, true),
                Arbitraries.integers().between(0, 4).list().ofMaxSize(3).map(list -> (Object) list));
    }

    @Provide
    Arbitrary<List<Document>> documents() {
        return Combinators.combine(
                        values(),
                        values().injectNull(0.2),
                        Arbitraries.integers().between(0, 9))
                .as((a, b, c) -> {
                    Document document = new Document("a", a).append("c", c);
                    document.putIfNotNull("b", b instanceof List ? null : b);
                    return document;
                })
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Document> filters() {
        Arbitrary<Object> conditions = Arbitraries.oneOf(
                values(),
                Combinators.combine(Arbitraries.of("$gt", "$gte", "$lt", "$lte", "$ne"), values())
                        .as((operator, value) -> new Document(operator, value)),
                Combinators.combine(
                                Arbitraries.integers().between(0, 4),
                                Arbitraries.integers().between(0, 4))
                        .as((from, to) -> new Document("$gte", from).append("$lte", to)),
                Arbitraries.integers().between(0, 4).list().ofMaxSize(3).map(list -> new Document("$in", list)),
                Arbitraries.of(new Document("$exists", false), new Document("$eq", null)));
        return Combinators.combine(conditions, conditions.injectNull(0.5), Arbitraries.of(true, false))
                .as((a, b, onA) -> {
                    Document filter = new Document(onA ? "a" : "c", a);
                    if (b != null) {
                        filter.put("b", b);
                    }
                    return filter;
                });
    }

    @Property(tries = 500)
    void anIndexChangesNoAnswer(
            @ForAll("documents") List<Document> documents,
            @ForAll("filters") Document filter,
            @ForAll("keys") Document key,
            @ForAll("orders") Document order) {
        Collection plain = filled(documents);
        Collection indexed = plain.withIndex(IndexDefinition.parse(
                THINGS, new Document("key", key).append("name", "index").append("sparse", key.size() == 1)));
        Query query = new Query(Filter.parse(filter), SortOrder.parse(order), 0, 0);

        List<Document> scanned = query.documents(plain, SCOPE);
        List<Document> found = query.documents(indexed, SCOPE);

        assertThat(found).containsExactlyInAnyOrderElementsOf(scanned);
        assertThat(SortOrder.parse(order).sort(found)).isEqualTo(found);
    }

    @Provide
    Arbitrary<Document> keys() {
        return Arbitraries.of(
                new Document("a", 1),
                new Document("c", -1),
                new Document("a", 1).append("c", 1),
                new Document("a", 1).append("c", -1),
                new Document("c", 1).append("b", 1),
                new Document("b", 1).append("a", 1).append("c", 1));
    }

    @Provide
    Arbitrary<Document> orders() {
        return Arbitraries.of(
                new Document(),
                new Document("c", 1),
                new Document("c", -1),
                new Document("a", 1).append("c", 1),
                new Document("b", -1));
    }

    private static Collection filled(List<Document> documents) {
        Store store = new Store();
        store.commit(root -> root.withCollection(THINGS, Collection.create(THINGS, new Document())));
        WriteTransaction transaction = store.begin();
        for (int i = 0; i < documents.size(); i++) {
            transaction.insert(THINGS, new Document("_id", i).appendAll(documents.get(i)));
        }
        transaction.commit(Optional.empty());
        return store.current().collection(THINGS).orElseThrow();
    }
}
