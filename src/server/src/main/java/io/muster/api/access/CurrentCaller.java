package io.muster.api.access;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.identity.Caller;
import io.muster.identity.CallerPrincipal;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/** Who is calling, by the right a resource asks for. What firms say of the caller is known by then ({@link RightsFilters}). */
@ApplicationScoped
public class CurrentCaller {
    private static final String EFFECTIVE = CurrentCaller.class.getName() + ".effective";
    private static final String FIRM = CurrentCaller.class.getName() + ".firm";

    private final CurrentIdentityAssociation identity;
    private final CurrentVertxRequest request;

    CurrentCaller(CurrentIdentityAssociation identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    /** The caller as the person the token names, in the firm that the request names. */
    public Caller staff() {
        Caller effective = context().get(EFFECTIVE);
        return effective == null ? token() : effective;
    }

    /** The caller as the token alone says. */
    public Caller token() {
        return principal().orElseThrow(() -> Problems.unauthenticated("Bearer"));
    }

    /** When the person has signed in, as far as the token says. */
    public Optional<Instant> signedInAt() {
        return identity.getIdentity().getPrincipal() instanceof CallerPrincipal principal
                ? principal.signedInAt()
                : Optional.empty();
    }

    /**
     * The caller as the token says, with the firm that the request names: for what is decided with what the firm says of the person at
     * that very moment.
     */
    public Caller undecided() {
        return firm().map(token()::naming).orElseGet(this::token);
    }

    /**
     * The caller as a manager; {@code managerId} is there. A token that may only read gets no further than {@link
     * RightsFilters} with a change.
     */
    public Caller manager() {
        Caller caller = staff();
        if (caller.managerId().isEmpty()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for managers.");
        }
        return caller;
    }

    /** As {@link #manager}, of who may write as well: for what a wall screen has no use for. */
    public Caller managerWhoMayWrite() {
        Caller caller = manager();
        if (caller.readOnly()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is not for a token that may only read.");
        }
        return caller;
    }

    /** Whether the caller may only read. */
    boolean readOnly() {
        return principal().isPresent() && staff().readOnly();
    }

    /** The caller as one of those who run the service. */
    public Caller admin() {
        Caller caller = staff();
        if (!caller.admin()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for administrators.");
        }
        return caller;
    }

    /** The firm that the request names. */
    Optional<String> firm() {
        return Optional.ofNullable(context().<String>get(FIRM));
    }

    /** What the request names. */
    void firm(Optional<String> firm) {
        firm.ifPresent(it -> context().put(FIRM, it));
    }

    /** What the caller may by all that is said. */
    void effective(Caller caller) {
        context().put(EFFECTIVE, caller);
    }

    /** The caller as the token says; empty without one. */
    Optional<Caller> principal() {
        return identity.getIdentity().getPrincipal() instanceof CallerPrincipal principal
                ? Optional.of(principal.caller())
                : Optional.empty();
    }

    private RoutingContext context() {
        return request.getCurrent();
    }
}
