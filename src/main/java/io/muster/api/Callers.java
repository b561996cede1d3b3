package io.muster.api;

import jakarta.enterprise.context.ApplicationScoped;

import io.muster.identity.Caller;
import io.muster.identity.CallerPrincipal;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

/** Who is calling, by the right a resource asks for. */
@ApplicationScoped
public class Callers {
    private final CurrentIdentityAssociation identity;

    Callers(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** The caller as the person the token names, whatever else it says. */
    public Caller staff() {
        return of(identity.getIdentity());
    }

    /** The caller as a manager; {@code managerId} is there. Reading only, perhaps: {@link Caller#readOnly()}. */
    public Caller manager() {
        Caller caller = staff();
        if (caller.managerId().isEmpty()) {
            throw new Problem(ProblemType.FORBIDDEN, "This is for managers.");
        }
        return caller;
    }

    /** The caller as a manager who may change things. */
    public Caller managerForWriting() {
        Caller caller = manager();
        if (caller.readOnly()) {
            throw new Problem(ProblemType.FORBIDDEN, "Your token may only read.");
        }
        return caller;
    }

    /** The caller as one of those who run the service. */
    public Caller admin() {
        Caller caller = staff();
        if (!caller.admin()) {
            throw new Problem(ProblemType.FORBIDDEN, "This is for administrators.");
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
