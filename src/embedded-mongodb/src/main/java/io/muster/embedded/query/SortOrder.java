package io.muster.embedded.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.bson.KeyWriter;
import io.muster.embedded.bson.Paths;
import io.muster.embedded.bson.Values;
import org.jspecify.annotations.Nullable;

/** An order of documents such as {@code {date: 1, _id: -1}}. An array sorts by its least, or greatest, element. */
public record SortOrder(List<Part> parts) {

    /** No order: as the documents were inserted. */
    public static final SortOrder NONE = new SortOrder(List.of());

    /** One field of the order. */
    public record Part(Paths path, boolean descending) {}

    /** @throws CommandException 2 for a direction that is neither 1 nor -1 */
    public static SortOrder parse(Document source) {
        List<Part> parts = new ArrayList<>();
        source.forEach((name, direction) -> {
            if (!(direction instanceof Number number) || Math.abs(number.intValue()) != 1) {
                throw new CommandException(2, "bad sort specification");
            }
            if (!"$natural".equals(name)) {
                parts.add(new Part(Paths.of(name), number.intValue() < 0));
            }
        });
        return new SortOrder(List.copyOf(parts));
    }

    public boolean isNone() {
        return parts.isEmpty();
    }

    /** The documents in this order; equal ones stay in the order they come in. */
    public List<Document> sort(List<Document> documents) {
        if (isNone()) {
            return documents;
        }
        return documents.stream()
                .map(document -> new Keyed(key(document), document))
                .sorted((left, right) -> Arrays.compareUnsigned(left.key, right.key))
                .map(Keyed::document)
                .toList();
    }

    private byte[] key(Document document) {
        KeyWriter writer = new KeyWriter();
        for (Part part : parts) {
            writer.add(representative(document, part), part.descending);
        }
        return writer.toBytes();
    }

    private static @Nullable Object representative(Document document, Part part) {
        List<@Nullable Object> values = new ArrayList<>();
        part.path.anyMatch(document, value -> {
            if (value instanceof List<?> list) {
                values.addAll(list);
            } else {
                values.add(Values.isMissing(value) ? null : value);
            }
            return false;
        });
        Object chosen = null;
        boolean first = true;
        for (Object value : values) {
            if (first || Values.compare(value, chosen) * (part.descending ? -1 : 1) < 0) {
                chosen = value;
                first = false;
            }
        }
        return chosen;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Keyed(byte[] key, Document document) {}
}
