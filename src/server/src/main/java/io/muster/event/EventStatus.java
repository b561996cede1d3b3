package io.muster.event;

import java.util.Locale;
import java.util.Optional;

/** The status of an event (docs/api.md#event-status). Fulfilled is published without a free place. */
public enum EventStatus {
    DRAFT,
    PUBLISHED,
    FULFILLED,
    CANCELLED,
    COMPLETED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in the database: {@code draft}, {@code published}, … */
    public String wireName() {
        return wireName;
    }

    /** Whether it is published or fulfilled. */
    public boolean isOpen() {
        return this == PUBLISHED || this == FULFILLED;
    }

    /** Whether its places take up their people's time: it takes place, or has. */
    public boolean takesTime() {
        return isOpen() || this == COMPLETED;
    }

    /** Whether it is cancelled or completed. */
    public boolean isClosed() {
        return this == CANCELLED || this == COMPLETED;
    }

    public static Optional<EventStatus> ofWireName(String name) {
        for (EventStatus status : values()) {
            if (status.wireName.equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
