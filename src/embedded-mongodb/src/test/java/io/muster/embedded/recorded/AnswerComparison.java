package io.muster.embedded.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Compares an answer with the recorded one: the same fields with the same values of the same types, in arrays and in
 * stored documents in the same order. A placeholder fits any value of its kind; the same placeholder must always be the
 * same value, and two of a kind must never be.
 */
final class AnswerComparison {

    /** Fields that name a property of the recorded server, not of what was asked. */
    private static final Map<String, String> NOT_COMPARED = Map.of(
            "connectionId", "how many connections the recorded server had seen",
            "hosts", "its port",
            "primary", "its port",
            "me", "its port");

    /** Messages that show the recorded server's internals; the code says what matters. */
    private static final Map<Integer, String> MESSAGES_NOT_COMPARED = Map.of(
            24, "numbers of internal locks",
            136, "a record id of the oplog",
            40611, "the oplog entry of the first request");

    /** Where the order of fields is part of the answer, because the fields are the user's. */
    private static final Set<String> ORDERED = Set.of("firstBatch", "nextBatch", "value", "keyPattern", "keyValue");

    private final Bindings bindings;
    private final Set<String> eventTokens;
    private final List<String> differences = new ArrayList<>();

    /** @param eventTokens the placeholders of tokens that are an event's {@code _id} somewhere in the probe */
    AnswerComparison(Bindings bindings, Set<String> eventTokens) {
        this.bindings = bindings;
        this.eventTokens = eventTokens;
    }

    /** What differs, empty if nothing does. */
    List<String> differences(BsonDocument recorded, BsonDocument actual) {
        differences.clear();
        compare("", recorded, actual, false);
        return List.copyOf(differences);
    }

    private void compare(String path, BsonValue recorded, BsonValue actual, boolean ordered) {
        if (recorded.isString() && compareText(path, recorded.asString().getValue(), actual)) {
            return;
        } else if (recorded.isDocument() && actual.isDocument()) {
            compareFields(path, recorded.asDocument(), actual.asDocument(), ordered);
        } else if (recorded.isArray() && actual.isArray()) {
            compareElements(path, recorded.asArray(), actual.asArray(), ordered);
        } else if (!recorded.equals(actual)) {
            differences.add(path + ": recorded " + recorded + ", answered " + actual);
        }
    }

    private void compareFields(String path, BsonDocument recorded, BsonDocument actual, boolean ordered) {
        if (!recorded.keySet().equals(actual.keySet())
                || (ordered && !List.copyOf(recorded.keySet()).equals(List.copyOf(actual.keySet())))) {
            differences.add(path + ": recorded fields " + recorded.keySet() + ", answered " + actual.keySet() + " "
                    + shortened(actual));
            return;
        }
        recorded.forEach((name, value) -> {
            if (!NOT_COMPARED.containsKey(name) && !isInternalMessage(name, recorded)) {
                compare(path + "/" + name, value, actual.get(name), ordered || ORDERED.contains(name));
            }
        });
    }

    private static boolean isInternalMessage(String name, BsonDocument answer) {
        return name.equals("errmsg")
                && answer.isInt32("code")
                && MESSAGES_NOT_COMPARED.containsKey(answer.getInt32("code").getValue());
    }

    private void compareElements(String path, BsonArray recorded, BsonArray actual, boolean ordered) {
        if (recorded.size() != actual.size()) {
            differences.add(path + ": recorded " + recorded.size() + " elements, answered " + shortened(actual));
            return;
        }
        for (int i = 0; i < recorded.size(); i++) {
            compare(path + "/" + i, recorded.get(i), actual.get(i), ordered);
        }
    }

    /** @return whether the recorded text is a placeholder, or a message with placeholders in it */
    private boolean compareText(String path, String recorded, BsonValue actual) {
        if (Bindings.PLACEHOLDER.matcher(recorded).matches()) {
            comparePlaceholder(path, recorded, actual);
            return true;
        } else if (actual.isString() && Bindings.PLACEHOLDER.matcher(recorded).find()) {
            compareMessage(path, recorded, actual.asString().getValue());
            return true;
        }
        return false;
    }

    private void comparePlaceholder(String path, String name, BsonValue actual) {
        if (!fits(name, actual)) {
            differences.add(path + ": recorded " + name + ", answered " + actual);
        } else if (name.startsWith("<lsid ")) {
            bindings.session(name);
            require(path, name, actual);
        } else if (name.startsWith("<token#") && !eventTokens.contains(name)) {
            // A high water mark is a time: where writes fall in one second decides which of them are equal.
            bindings.bind(name, actual);
        } else if (name.contains("#")) {
            require(path, name, actual);
        }
    }

    private static boolean fits(String name, BsonValue actual) {
        if (name.startsWith("<ts#")) {
            return actual instanceof BsonTimestamp;
        } else if (name.startsWith("<token#")) {
            return actual.isString() && actual.asString().getValue().matches("[0-9A-F]+");
        } else if (name.startsWith("<cursor")) {
            return actual.isInt64() && actual.asInt64().getValue() != 0;
        } else if (name.startsWith("<oid")) {
            return actual.isObjectId();
        } else if (name.startsWith("<uuid") || name.startsWith("<lsid") || name.startsWith("<binary")) {
            return actual.isBinary();
        } else if (name.equals("<date>")) {
            return actual.isDateTime();
        } else if (name.equals("<clusterTime>")) {
            return actual.isDocument() && actual.asDocument().isTimestamp("clusterTime");
        }
        return false;
    }

    private void require(String path, String name, BsonValue actual) {
        var known = bindings.get(name);
        if (known.isPresent() && !known.get().equals(actual)) {
            differences.add(path + ": " + name + " was " + known.get() + ", answered " + actual);
        } else if (known.isEmpty() && bindings.isTaken(kind(name), actual)) {
            differences.add(path + ": " + name + " is equal to an earlier one, " + actual);
        } else {
            bindings.bind(name, actual);
        }
    }

    private static String kind(String name) {
        return name.substring(0, name.indexOf('#') + 1);
    }

    private void compareMessage(String path, String recorded, String actual) {
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher placeholder = Bindings.PLACEHOLDER.matcher(recorded);
        int from = 0;
        while (placeholder.find()) {
            pattern.append(Pattern.quote(recorded.substring(from, placeholder.start())));
            String name = placeholder.group();
            if (name.startsWith("<lsid ")) {
                pattern.append(Pattern.quote(bindings.session(name).toString()));
            } else {
                pattern.append("([-0-9A-Za-z, ]+)");
                names.add(name);
            }
            from = placeholder.end();
        }
        pattern.append(Pattern.quote(recorded.substring(from)));
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
        if (!matcher.matches()) {
            differences.add(path + ": recorded " + recorded + ", answered " + actual);
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            if (eventTokens.contains(names.get(i))) {
                require(path, names.get(i), new BsonString(matcher.group(i + 1)));
            }
        }
    }

    private static String shortened(BsonValue value) {
        String text = value.toString();
        return text.length() > 400 ? text.substring(0, 400) + "..." : text;
    }
}
