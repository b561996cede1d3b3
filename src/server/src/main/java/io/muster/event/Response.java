package io.muster.event;

import java.util.Locale;
import java.util.Optional;

/** Where a person stands on an event: in one list for each of these. */
public enum Response {
    /** Takes a place in a role. */
    ACCEPT(true, true, Integer.MAX_VALUE),
    /** Waits for a place or for the manager's decision; takes no place (docs/api.md#standby). */
    STANDBY(false, true, Integer.MAX_VALUE),
    /** Takes no place. An event keeps the latest; the journal keeps them all (the contract, docs/api.md#event-declines). */
    DECLINE(false, false, 2_000);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final boolean takesPlace;
    private final boolean keepsSight;
    private final int kept;

    Response(boolean takesPlace, boolean keepsSight, int kept) {
        this.takesPlace = takesPlace;
        this.keepsSight = keepsSight;
        this.kept = kept;
    }

    /** The name in JSON and in the database: {@code accept}, {@code standby}, {@code decline}. */
    public String wireName() {
        return wireName;
    }

    /** Whether it takes one of the places of a role. */
    public boolean takesPlace() {
        return takesPlace;
    }

    /** Whether the person sees the event whatever its status and audience (docs/api.md#event-audience). */
    public boolean keepsSight() {
        return keepsSight;
    }

    /** Whether a person can ask for it; nobody asks to wait without asking for a place. */
    public boolean isAskedFor() {
        return this != STANDBY;
    }

    /** How many of them an event keeps; the oldest leaves when there is one more. */
    public int kept() {
        return kept;
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
