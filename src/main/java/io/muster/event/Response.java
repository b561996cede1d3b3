package io.muster.event;

import java.util.Locale;
import java.util.Optional;

/** What a person said to an event. */
public enum Response {
    ACCEPT,
    DECLINE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in the database: {@code accept}, {@code decline}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Response> ofWireName(String name) {
        for (Response response : values()) {
            if (response.wireName.equals(name)) {
                return Optional.of(response);
            }
        }
        return Optional.empty();
    }
}
