package io.muster.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Turns away who has no right to a call, before its body is read. */
class RightsFilters {
    private final Callers callers;

    RightsFilters(Callers callers) {
        this.callers = callers;
    }

    @ForManagers
    @ServerRequestFilter
    void managers(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)) {
            callers.manager();
        } else {
            callers.managerForWriting();
        }
    }

    @ForAdmins
    @ServerRequestFilter
    void admins(ContainerRequestContext request) {
        callers.admin();
    }
}
