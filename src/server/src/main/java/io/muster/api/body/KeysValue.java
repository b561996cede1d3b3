package io.muster.api.body;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.muster.event.Event;

/** Lists of people or teams: strings of one shape, each once. */
final class KeysValue {
    private static final Pattern USER_KEY = Pattern.compile("[A-Za-z0-9_-]{1,32}:[\\x21-\\x7e]{1,128}");
    private static final Pattern TEAM_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_USER_KEYS = 1_000;
    private static final int MAX_TEAM_IDS = 100;

    private KeysValue() {}

    /** Whether it has the form of a userKey, {@code provider:subject}. */
    static boolean isUserKey(String text) {
        return USER_KEY.matcher(text).matches();
    }

    /** Whether it has the form of a team's id. */
    static boolean isTeamId(String text) {
        return TEAM_ID.matcher(text).matches();
    }

    static List<String> userKeys(Value value) {
        return read(value, MAX_USER_KEYS, USER_KEY, "must be a userKey, provider:subject");
    }

    static List<String> teamIds(Value value) {
        return read(value, MAX_TEAM_IDS, TEAM_ID, "must be 1 to 64 letters, digits, - or _");
    }

    static List<String> barred(Value value) {
        return read(value, Event.MAX_BARRED, USER_KEY, "must be a userKey, provider:subject");
    }

    private static List<String> read(Value value, int max, Pattern shape, String otherwise) {
        Set<String> keys = new LinkedHashSet<>();
        if (value.isNull()) {
            return List.of();
        }
        if (!value.node().isArray()) {
            value.wrong("must be a list");
        } else if (value.node().size() > max) {
            value.wrong("must have at most " + max + " entries");
        } else {
            for (Value element : value.elements()) {
                if (!element.node().isTextual()
                        || !shape.matcher(element.node().textValue()).matches()) {
                    element.wrong(otherwise);
                } else if (!keys.add(element.node().textValue())) {
                    element.wrong("must not repeat an earlier entry");
                }
            }
        }
        return List.copyOf(keys);
    }
}
