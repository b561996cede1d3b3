package io.muster.api.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.muster.api.problem.Route;
import io.muster.identity.Caller;

/** What a machine's token opens: of a wall's these routes and the socket, of a feed's the feed alone. */
public final class MachineRoutes {
    private static final Set<Route> OF_A_WALL = EnumSet.of(Route.EVENTS, Route.EVENT, Route.SUMMARY, Route.JOURNAL);
    private static final Set<Route> OF_A_FEED = EnumSet.of(Route.FEED);

    private MachineRoutes() {}

    /** Whether the caller is a machine that may not read an address. */
    static boolean isClosedTo(Caller caller, String path) {
        Set<Route> open = caller.managerId().isPresent() ? OF_A_WALL : OF_A_FEED;
        return caller.isMachine() && Route.of(path).filter(open::contains).isEmpty();
    }

    /** Whether the caller is a machine that may open no socket. */
    public static boolean isSocketClosedTo(Caller caller) {
        return caller.isMachine() && caller.managerId().isEmpty();
    }

    /** The firm whose feed the caller may read as a machine: it is the only one that such a machine is for. */
    public static Optional<String> feedOf(Caller caller) {
        return caller.isMachine() && caller.managerId().isEmpty()
                ? caller.employers().named().stream().findFirst()
                : Optional.empty();
    }
}
