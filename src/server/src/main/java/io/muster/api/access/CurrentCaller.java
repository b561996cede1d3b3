package io.muster.api.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.muster.identity.Caller;
import io.muster.identity.CallerPrincipal;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

/** Who is calling, by the right a resource asks for. */
@ApplicationScoped
public class CurrentCaller {
    private final CurrentIdentityAssociation identity;

    CurrentCaller(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** The caller as the person the token names, whatever else it says. */
    public Caller staff() {
        return of(identity.getIdentity());
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

    /** As {@link #manager}, with a token that may write as well: for what a wall screen has no use for. */
    public Caller managerWhoMayWrite() {
        Caller caller = manager();
        if (caller.readOnly()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is not for a token that may only read.");
        }
        return caller;
    }

    /** Whether the caller's token may only read. */
    boolean readOnly() {
        return identity.getIdentity().getPrincipal() instanceof CallerPrincipal principal
                && principal.caller().readOnly();
    }

    /** The caller as one of those who run the service. */
    public Caller admin() {
        Caller caller = staff();
        if (!caller.admin()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is for administrators.");
        }
        return caller;
    }

    private static Caller of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof CallerPrincipal principal) {
            return principal.caller();
        }
        throw Problems.unauthenticated("Bearer");
    }
}
