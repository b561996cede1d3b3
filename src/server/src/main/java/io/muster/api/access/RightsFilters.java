package io.muster.api.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.muster.api.http.IdempotencyKey;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.api.problem.Route;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses callers without the right to a call, before the body is read. */
class RightsFilters {
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final CurrentCaller callers;
    private final EffectiveCallers effective;

    RightsFilters(CurrentCaller callers, EffectiveCallers effective) {
        this.callers = callers;
        this.effective = effective;
    }

    /**
     * Finds out what the caller may, before anybody asks. Null where that is known already: then the request goes on at once.
     *
     * <p>A response that names no firm does not need it: whether the person is blocked is decided with the event.
     */
    @Nullable
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<Void> rights(ContainerRequestContext request) {
        Optional<Caller> token = callers.principal();
        if (token.isEmpty()) {
            return null;
        }
        if (MachineRoutes.isClosedTo(token.get(), request.getUriInfo().getPath())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is not for a machine's token.");
        }
        Optional<String> firm = ChosenFirm.of(named(request));
        callers.firm(firm);
        if (firm.isEmpty() && isResponse(request)) {
            return null;
        }
        Optional<Caller> known = effective.known(token.get(), firm);
        known.ifPresent(callers::effective);
        return known.isPresent()
                ? null
                : found(token.get(), firm, request).invoke(callers::effective).replaceWithVoid();
    }

    /** What carries a key may have been recorded before, and nobody is told that it was not while that is not known. */
    private Uni<Caller> found(Caller token, Optional<String> firm, ContainerRequestContext request) {
        Uni<Caller> found = effective.of(token, firm);
        return !READING.contains(request.getMethod()) && request.getHeaders().containsKey(IdempotencyKey.HEADER)
                ? found.onFailure(Problems::isOfUnknownOutcome).transform(Problems::outcomeUnknown)
                : found;
    }

    private static List<String> named(ContainerRequestContext request) {
        List<String> named = new ArrayList<>();
        Optional.ofNullable(request.getHeaders().get(ChosenFirm.HEADER)).ifPresent(named::addAll);
        if (READING.contains(request.getMethod())) {
            Optional.ofNullable(request.getUriInfo().getQueryParameters().get(ChosenFirm.PARAMETER))
                    .ifPresent(named::addAll);
        }
        return named;
    }

    private static boolean isResponse(ContainerRequestContext request) {
        return Route.of(request.getUriInfo().getPath())
                .filter(Route.RESPOND::equals)
                .isPresent();
    }

    /** Who may only read changes nothing, whatever the resource: asked here and nowhere else. */
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
