package io.muster.embedded.recorded;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** What the recording's {@code <ts#1>}, {@code <token#1>}, {@code <lsid a>} stand for in one run of a probe. */
final class Bindings {

    static final Pattern PLACEHOLDER = Pattern.compile("<[a-zA-Z][^<>]*>");
    private static final Pattern LONG_STRING = Pattern.compile("<string of (\\d+)>");

    private final Map<String, BsonValue> values = new HashMap<>();

    Optional<BsonValue> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    void bind(String name, BsonValue value) {
        values.put(name, value);
    }

    /** Whether another name stands for the same value already. */
    boolean isTaken(String kind, BsonValue value) {
        return values.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().startsWith(kind) && entry.getValue().equals(value));
    }

    /** The session's id; a session that is new to the probe gets one. */
    UUID session(String name) {
        BsonBinary id = values.computeIfAbsent(name, key -> new BsonBinary(UUID.randomUUID()))
                .asBinary();
        ByteBuffer bytes = ByteBuffer.wrap(id.getData());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A command with the values of this run in it. */
    BsonDocument fill(BsonDocument command) {
        BsonDocument filled = new BsonDocument();
        command.forEach((name, value) -> filled.put(name, fill(value)));
        return filled;
    }

    private BsonValue fill(BsonValue value) {
        if (value.isDocument()) {
            return fill(value.asDocument());
        } else if (value.isArray()) {
            BsonArray filled = new BsonArray();
            value.asArray().forEach(element -> filled.add(fill(element)));
            return filled;
        } else if (!value.isString()) {
            return value;
        }
        String text = value.asString().getValue();
        Matcher longString = LONG_STRING.matcher(text);
        if (longString.matches()) {
            return new BsonString("x".repeat(Integer.parseInt(longString.group(1))));
        } else if (!PLACEHOLDER.matcher(text).matches()) {
            return value;
        } else if (text.startsWith("<lsid ")) {
            session(text);
        }
        return get(text).orElseGet(() -> invented(text));
    }

    /** Values a probe sends without ever having received them: times and cursors nobody has. */
    private static BsonValue invented(String name) {
        int now = (int) (System.currentTimeMillis() / 1000);
        if (name.startsWith("<cursor")) {
            return new BsonInt64(4711);
        } else if (name.equals("<ts#10>")) {
            return new BsonTimestamp(now - 7 * 24 * 3600, 1);
        } else if (name.startsWith("<ts")) {
            return new BsonTimestamp(now + 3600, 1);
        }
        throw new IllegalStateException("nothing received so far is " + name);
    }
}
