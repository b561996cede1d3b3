package io.muster.api.people;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForAdmins;
import io.muster.api.http.BackOnContext;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.respond.people.MemberChanges;
import io.muster.store.people.Members;
import io.muster.telemetry.LoggedUserKeys;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** An administrator lets somebody in again whom a firm has blocked, where nobody is left in the firm who can (docs/api.md#admin-block). */
@Path("/api/admin/firms/{managerId}/blocks/{userKey}")
@ForAdmins
public class AdminBlockResource {
    private static final Logger LOG = Logger.getLogger(AdminBlockResource.class);

    private final CurrentCaller callers;
    private final Members members;
    private final MemberChanges changes;
    private final LoggedUserKeys userKeys;

    AdminBlockResource(CurrentCaller callers, Members members, MemberChanges changes, LoggedUserKeys userKeys) {
        this.callers = callers;
        this.members = members;
        this.changes = changes;
        this.userKeys = userKeys;
    }

    /** What the member may stays as it is. Who is not blocked is left alone. */
    @DELETE
    public Uni<RestResponse<Void>> lift(
            @PathParam("managerId") String managerId, @PathParam("userKey") String userKey) {
        String admin = callers.admin().userKey();
        Uni<Boolean> lifted = Attempts.untilStored(() -> members.byUserKeys(managerId, List.of(userKey))
                .map(found -> Optional.ofNullable(found.get(userKey))
                        .orElseThrow(() -> new ProblemException(ProblemType.MEMBER_NOT_FOUND)))
                .chain(member -> lift(member, admin)));
        return BackOnContext.of(MemberProblems.of(lifted)).map(done -> RestResponse.noContent());
    }

    /** Empty where the member was changed meanwhile. */
    private Uni<Optional<Boolean>> lift(Member member, String admin) {
        if (member.state() != MemberState.BLOCKED) {
            return Uni.createFrom().item(Optional.of(false));
        }
        return changes.change(member, member.unblocked(), admin)
                .invoke(stored -> LOG.infof(
                        "event=block_lifted managerId=%s userKey=%s actor=%s outcome=%s",
                        member.managerId(),
                        userKeys.of(member.userKey()),
                        userKeys.of(admin),
                        stored ? "done" : "again"))
                .map(stored -> Optional.of(stored).filter(it -> it));
    }
}
