package io.muster.event;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/** Time zones by their IANA names: those of this Java, and those that were named after its release (docs/adr/0008). */
public final class Zones {
    private static final Set<String> NAMES;

    static {
        NewerZones.register();
        NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());
    }

    private Zones() {}

    /** Whether it is the name of a zone; an offset is none. */
    public static boolean isName(String text) {
        return NAMES.contains(text);
    }

    /**
     * The zone as it was stored.
     *
     * @param id {@link ZoneId#getId}: a name or an offset
     * @throws DateTimeException if there is no such zone
     */
    public static ZoneId of(String id) {
        return ZoneId.of(id);
    }
}
