package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Values;
import io.muster.embedded.query.Filter;
import io.muster.embedded.query.SortOrder;
import org.jspecify.annotations.Nullable;

/** The stages by name. */
final class Stages {

    private Stages() {}

    static Stage parse(String name, @Nullable Object specification) {
        return switch (name) {
            case "$match" -> {
                Filter filter = Filter.parse(object(name, specification));
                yield (documents, source) -> documents.stream()
                        .filter(document -> filter.matches(document, source.scope()))
                        .toList();
            }
            case "$sort" -> {
                SortOrder order = SortOrder.parse(object(name, specification));
                yield (documents, source) -> order.sort(documents);
            }
            case "$limit" -> {
                long limit = limit(specification);
                yield (documents, source) -> documents.stream().limit(limit).toList();
            }
            case "$skip" -> {
                long skip = number(name, specification);
                yield (documents, source) -> documents.stream().skip(skip).toList();
            }
            case "$count" -> count(String.valueOf(specification));
            case "$group" -> GroupStage.parse(object(name, specification));
            case "$sortByCount" -> sortByCount(specification);
            case "$lookup" -> LookupStage.parse(object(name, specification));
            case "$unwind" -> UnwindStage.parse(specification);
            case "$facet" -> facet(object(name, specification));
            case "$sample" -> sample(number(name, object(name, specification).get("size")));
            default -> each(DocumentStage.parse(name, specification));
        };
    }

    static long limit(@Nullable Object specification) {
        long limit = number("$limit", specification);
        if (limit <= 0) {
            throw new CommandException(15958, "the limit must be positive");
        }
        return limit;
    }

    private static Stage each(DocumentStage stage) {
        return (documents, source) -> {
            List<Document> results = new ArrayList<>(documents.size());
            documents.forEach(document -> results.add(stage.apply(document, source.scope())));
            return results;
        };
    }

    private static Stage count(String field) {
        return (documents, source) -> documents.isEmpty() ? List.of() : List.of(new Document(field, documents.size()));
    }

    private static Stage sortByCount(@Nullable Object expression) {
        Stage group = GroupStage.parse(new Document("_id", expression).append("count", new Document("$sum", 1)));
        SortOrder order = SortOrder.parse(new Document("count", -1).append("_id", 1));
        return (documents, source) -> order.sort(group.apply(documents, source));
    }

    private static Stage facet(Document specification) {
        Map<String, Pipeline> facets = new LinkedHashMap<>();
        specification.forEach((name, pipeline) -> {
            if (!(pipeline instanceof List<?> stages)) {
                throw new CommandException(
                        40170, "arguments to $facet must be arrays, " + name + " is type " + Values.typeName(pipeline));
            }
            facets.put(name, Pipeline.parse(stages));
        });
        return (documents, source) -> {
            Document result = new Document();
            facets.forEach((name, pipeline) -> result.put(name, pipeline.runOn(documents, source)));
            return List.of(result);
        };
    }

    private static Stage sample(long size) {
        return (documents, source) -> {
            List<Document> shuffled = new ArrayList<>(documents);
            Collections.shuffle(shuffled);
            return shuffled.subList(0, (int) Math.min(size, shuffled.size()));
        };
    }

    private static Document object(String name, @Nullable Object specification) {
        if (specification instanceof Document document) {
            return document;
        }
        throw new CommandException(
                15959, "the " + name + " stage specification must be an object, got " + Values.typeName(specification));
    }

    private static long number(String name, @Nullable Object specification) {
        if (specification instanceof Number number) {
            return number.longValue();
        }
        throw new CommandException(15957, "the " + name + " must be specified as a number");
    }
}
