package io.muster.embedded.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** The part of {@code $jsonSchema} that validators of small services use; any other keyword is refused. */
final class JsonSchema {

    private final List<Predicate<@Nullable Object>> rules = new ArrayList<>();

    private JsonSchema() {}

    static JsonSchema parse(@Nullable Object source) {
        if (!(source instanceof Document document)) {
            throw new CommandException(14, "$jsonSchema must be an object");
        }
        JsonSchema schema = new JsonSchema();
        document.forEach(schema::add);
        return schema;
    }

    boolean accepts(@Nullable Object value) {
        return rules.stream().allMatch(rule -> rule.test(value));
    }

    private void add(String keyword, @Nullable Object operand) {
        switch (keyword) {
            case "bsonType", "type" ->
                rules.add(value -> names(operand).contains(Values.typeName(value))
                        || (names(operand).contains("number") && value instanceof Number));
            case "required" ->
                rules.add(value -> !(value instanceof Map<?, ?> map)
                        || names(operand).stream().allMatch(map::containsKey));
            case "enum" ->
                rules.add(value ->
                        operand instanceof List<?> list && list.stream().anyMatch(e -> Values.equal(e, value)));
            case "minimum" -> rules.add(value -> !(value instanceof Number) || Values.compare(value, operand) >= 0);
            case "maximum" -> rules.add(value -> !(value instanceof Number) || Values.compare(value, operand) <= 0);
            case "properties" -> properties((Document) operand);
            case "title", "description" -> {}
            default -> throw new CommandException(9, "Unknown $jsonSchema keyword: " + keyword);
        }
    }

    private void properties(@Nullable Document properties) {
        if (properties == null) {
            return;
        }
        properties.forEach((name, source) -> {
            JsonSchema schema = parse(source);
            rules.add(value -> !(value instanceof Map<?, ?> map)
                    || !map.containsKey(name)
                    || schema.accepts(Paths.field(map, name)));
        });
    }

    private static Collection<?> names(@Nullable Object operand) {
        return operand instanceof Collection<?> names ? names : List.of(String.valueOf(operand));
    }
}
