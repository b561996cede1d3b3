package io.muster.embedded.bson;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/** Values as MongoDB's messages print them: <code>{ a: 1, b: [ "x" ] }</code>. */
final class ShellText {

    private ShellText() {}

    static String of(@Nullable Object value) {
        if (value == null || value instanceof Missing) {
            return "null";
        } else if (value instanceof String text) {
            return "\"" + escaped(text) + "\"";
        } else if (value instanceof Map<?, ?> document) {
            return document.isEmpty()
                    ? "{}"
                    : document.entrySet().stream()
                            .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        } else if (value instanceof Collection<?> list) {
            return list.isEmpty()
                    ? "[]"
                    : list.stream().map(ShellText::of).collect(Collectors.joining(", ", "[ ", " ]"));
        } else if (value instanceof Instant date) {
            return "new Date(" + date.toEpochMilli() + ")";
        } else if (value instanceof ObjectId id) {
            return "ObjectId('" + id.getHexData() + "')";
        } else if (value instanceof UUID uuid) {
            return "UUID(\"" + uuid + "\")";
        } else if (value instanceof BsonTimestamp time) {
            return "Timestamp(" + time.getTime() + ", " + time.getInc() + ")";
        }
        return value.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
