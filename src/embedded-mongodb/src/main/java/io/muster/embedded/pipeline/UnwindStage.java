package io.muster.embedded.pipeline;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** {@code $unwind}: one document for each element of an array. */
record UnwindStage(Paths path, boolean preserve, String indexField) implements Stage {

    static UnwindStage parse(@Nullable Object specification) {
        Document options = specification instanceof Document document ? document : new Document("path", specification);
        if (!(options.get("path") instanceof String path) || !path.startsWith("$")) {
            throw new CommandException(28818, "path option to $unwind stage should be prefixed with a '$'");
        }
        return new UnwindStage(
                Paths.of(path.substring(1)),
                Values.isTrue(options.get("preserveNullAndEmptyArrays")),
                options.get("includeArrayIndex") instanceof String field ? field : "");
    }

    @Override
    public List<Document> apply(List<Document> documents, Source source) {
        List<Document> unwound = new ArrayList<>();
        for (Document document : documents) {
            Object value = path.read(document);
            if (value instanceof List<?> list && !list.isEmpty()) {
                for (int i = 0; i < list.size(); i++) {
                    unwound.add(withElement(document, list.get(i), (long) i));
                }
            } else if (value instanceof List || Values.isNullOrMissing(value)) {
                if (preserve) {
                    unwound.add(withElement(document, Values.MISSING, null));
                }
            } else {
                unwound.add(withElement(document, value, null));
            }
        }
        return unwound;
    }

    private Document withElement(Document document, @Nullable Object element, @Nullable Long index) {
        Document copy = put(document, 0, element);
        return indexField.isEmpty() ? copy : new Document(copy).append(indexField, index);
    }

    private Document put(Document document, int depth, @Nullable Object element) {
        Document copy = new Document(document);
        String part = path.parts().get(depth);
        if (depth < path.parts().size() - 1) {
            if (copy.get(part) instanceof Document below) {
                copy.put(part, put(below, depth + 1, element));
            }
        } else if (Values.isMissing(element)) {
            copy.remove(part);
        } else {
            copy.put(part, element);
        }
        return copy;
    }
}
