package io.muster.event;

import java.util.List;

/** Rosters as tests write them down. */
public final class Rosters {
    private Rosters() {}

    /** Whatever the entries themselves say, as an event that was broken in the database holds them. */
    public static Roster of(List<StaffEntry> accepted, List<StaffEntry> declined) {
        return Roster.of(response -> switch (response) {
            case ACCEPT -> accepted;
            case STANDBY -> List.of();
            case DECLINE -> declined;
        });
    }
}
