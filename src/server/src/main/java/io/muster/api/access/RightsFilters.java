package io.muster.api.access;

import java.util.Set;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses callers without the right to a call, before the body is read. */
class RightsFilters {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final CurrentCaller callers;

    RightsFilters(CurrentCaller callers) {
        this.callers = callers;
    }

    /** A token that may only read changes nothing, whatever the resource: asked here and nowhere else. */
    @ServerRequestFilter
    void readers(ContainerRequestContext request) {
        if (!READING.contains(request.getMethod()) && callers.readOnly()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Your token may only read.");
        }
    }

    @ForManagers
    @ServerRequestFilter
    void managers(ContainerRequestContext request) {
        callers.manager();
    }

    @ForAdmins
    @ServerRequestFilter
    void admins(ContainerRequestContext request) {
        callers.admin();
    }
}
