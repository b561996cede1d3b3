package io.muster.api.access;

import java.util.EnumSet;
import java.util.Set;

import io.muster.api.problem.Route;
import io.muster.identity.Caller;

/** What a machine's token opens: of a wall's these routes and the socket, of another nothing. */
public final class MachineRoutes {
    private static final Set<Route> OF_A_WALL = EnumSet.of(Route.EVENTS, Route.EVENT, Route.SUMMARY, Route.JOURNAL);

    private MachineRoutes() {}

    /** Whether the caller is a machine that may not read an address. */
    static boolean isClosedTo(Caller caller, String path) {
        return caller.isMachine()
                && (caller.managerId().isEmpty()
                        || Route.of(path).filter(OF_A_WALL::contains).isEmpty());
    }

    /** Whether the caller is a machine that may open no socket. */
    public static boolean isSocketClosedTo(Caller caller) {
        return caller.isMachine() && caller.managerId().isEmpty();
    }
}
