package io.muster.api.job;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.Caller;
import io.muster.respond.people.Erasing;
import io.muster.store.erasure.Erasures;
import io.smallrye.mutiny.Uni;

/** A job, for the managers of the firm whose it is, and for who has asked for it. Another one, an unknown one and a malformed id fail identically. */
@Path("/api/jobs/{id}")
public class JobResource {
    private final CurrentCaller callers;
    private final Erasures erasures;
    private final Erasing erasing;

    JobResource(CurrentCaller callers, Erasures erasures, Erasing erasing) {
        this.callers = callers;
        this.erasures = erasures;
        this.erasing = erasing;
    }

    @GET
    public Uni<ObjectNode> read(@PathParam("id") String id) {
        Caller caller = callers.staff();
        return EventIds.of(id)
                .map(known -> erasures.one(known)
                        .chain(found -> erasing.owner(caller.userKey())
                                .map(owner -> found.filter(job -> isFor(job, caller, owner)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found ->
                        found.map(JobView::of).orElseThrow(() -> new ProblemException(ProblemType.JOB_NOT_FOUND)));
    }

    private static boolean isFor(Erasures.Job job, Caller caller, String owner) {
        return job.managerId()
                        .filter(firm -> caller.managerId().filter(firm::equals).isPresent() && !caller.readOnly())
                        .isPresent()
                || job.owner().filter(owner::equals).isPresent();
    }
}
