package io.muster.event;

import java.util.Locale;
import java.util.Optional;

/** Why a person is on standby and not in. */
public enum StandbyReason {
    /** The role was full; a place that becomes free goes to those who wait for it. */
    FULL,
    /** The manager decides on the request. */
    APPROVAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and in the database: {@code full}, {@code approval}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<StandbyReason> ofWireName(String name) {
        for (StandbyReason reason : values()) {
            if (reason.wireName.equals(name)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
