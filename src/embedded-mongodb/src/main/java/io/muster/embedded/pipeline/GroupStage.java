package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.ByteKey;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.expression.Expression;
import io.muster.embedded.expression.ExpressionParser;
import io.muster.embedded.expression.Scope;
import org.jspecify.annotations.Nullable;

/** {@code $group}: one document for all that have the same {@code _id} expression. */
record GroupStage(Expression id, Map<String, Field> fields) implements Stage {

    /** An accumulator and what it is given. */
    record Field(Accumulator.Factory accumulator, Expression expression) {}

    static GroupStage parse(Document specification) {
        if (!specification.containsKey("_id")) {
            specification.forEach(GroupStage::field);
            throw new CommandException(15955, "a group specification must include an _id");
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        specification.forEach((name, value) -> {
            if (!"_id".equals(name)) {
                fields.put(name, field(name, value));
            }
        });
        return new GroupStage(ExpressionParser.parse(specification.get("_id")), fields);
    }

    private static Field field(String name, @Nullable Object value) {
        if (!(value instanceof Document document) || document.size() != 1) {
            throw new CommandException(40234, "The field '" + name + "' must be an accumulator object");
        }
        String operator = document.keySet().iterator().next();
        return new Field(Accumulator.named(operator), ExpressionParser.parse(document.get(operator)));
    }

    @Override
    public List<Document> apply(List<Document> documents, Source source) {
        Map<ByteKey, Group> groups = new LinkedHashMap<>();
        for (Document document : documents) {
            Scope scope = source.scope().on(document);
            Object value = id.evaluate(scope);
            Object key = Values.isMissing(value) ? null : value;
            groups.computeIfAbsent(ByteKey.of(key), bytes -> new Group(key, fields))
                    .add(scope);
        }
        return groups.values().stream().map(Group::result).toList();
    }

    private static final class Group {
        private final @Nullable Object id;
        private final Map<String, Field> fields;
        private final List<Accumulator> accumulators = new ArrayList<>();

        Group(@Nullable Object id, Map<String, Field> fields) {
            this.id = id;
            this.fields = fields;
            fields.values().forEach(field -> accumulators.add(field.accumulator.create()));
        }

        void add(Scope scope) {
            int i = 0;
            for (Field field : fields.values()) {
                accumulators.get(i++).add(field.expression.evaluate(scope));
            }
        }

        Document result() {
            Document result = new Document("_id", id);
            int i = 0;
            for (String name : fields.keySet()) {
                result.put(name, accumulators.get(i++).result());
            }
            return result;
        }
    }
}
