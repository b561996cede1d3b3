package io.muster.api.people;

import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.body.EntityTag;
import io.muster.api.body.Flag;
import io.muster.api.body.JsonBody;
import io.muster.api.body.MemberBody;
import io.muster.api.body.MergePatch;
import io.muster.api.http.BackOnContext;
import io.muster.api.job.JobView;
import io.muster.api.job.MemberErasures;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.Caller;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.respond.people.MemberChanges;
import io.muster.respond.people.Release;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One member of the manager's firm; not for a token that may only read. */
@Path(MemberPaths.MEMBER)
@ForManagers
public class MemberResource {
    private static final String RELEASE = "release";
    private static final String ERASE = "erase";

    private final CurrentCaller callers;
    private final OwnMembers own;
    private final MemberChanges changes;
    private final Release release;
    private final MemberErasures erasures;
    private final JsonBody json;

    MemberResource(
            CurrentCaller callers,
            OwnMembers own,
            MemberChanges changes,
            Release release,
            MemberErasures erasures,
            JsonBody json) {
        this.callers = callers;
        this.own = own;
        this.changes = changes;
        this.release = release;
        this.erasures = erasures;
        this.json = json;
    }

    @GET
    public Uni<RestResponse<ObjectNode>> read(@PathParam("id") String id) {
        return own.one(callers.managerWhoMayWrite(), id).map(MemberResource::answer);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Uni<RestResponse<ObjectNode>> change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam(RELEASE) @Nullable String released,
            byte @Nullable [] body) {
        Caller manager = callers.managerWhoMayWrite();
        Uni<Member> changed = Attempts.untilStored(() -> own.one(manager, id).chain(before -> {
            JsonNode patch = json.read(body == null ? new byte[0] : body);
            Optional<Long> seen = EntityTag.ifMatch(ifMatch);
            boolean frees = Flag.isSet(RELEASE, released);
            return own.teams(before.managerId(), patch)
                    .map(teams -> MemberBody.changed(patch, before, teams))
                    .invoke(after -> mustBeBlocked(after, frees))
                    .chain(after -> changed(before, after, seen, manager));
        }));
        return BackOnContext.of(MemberProblems.of(changed.chain(member -> released(member, manager, released))))
                .map(MemberResource::answer);
    }

    private static void mustBeBlocked(Member after, boolean frees) {
        if (frees && after.state() != MemberState.BLOCKED) {
            throw ProblemException.invalid(RELEASE, "is for who is blocked");
        }
    }

    /** The places are freed once the person can take none any more: what fails half-way can be repeated. */
    private Uni<Member> released(Member member, Caller manager, @Nullable String released) {
        return Flag.isSet(RELEASE, released)
                ? release.of(member, manager.userKey()).replaceWith(member)
                : Uni.createFrom().item(member);
    }

    /** A change that the member has already is none, whatever version it rests on. */
    private Uni<Optional<Member>> changed(Member before, Member after, Optional<Long> seen, Caller manager) {
        if (after.equals(before)) {
            return Uni.createFrom().item(Optional.of(before));
        }
        if (seen.filter(version -> version != before.version()).isPresent()) {
            throw new ProblemException(ProblemType.VERSION_STALE);
        }
        return changes.change(before, after, manager.userKey())
                .map(stored -> stored ? Optional.of(after.at(before.version() + 1)) : Optional.empty());
    }

    /**
     * The places are freed before the member is gone: what fails half-way can be repeated. A member who is erased is gone first: the job
     * does the rest.
     */
    @DELETE
    public Uni<RestResponse<ObjectNode>> remove(
            @PathParam("id") String id,
            @QueryParam(RELEASE) @Nullable String released,
            @QueryParam(ERASE) @Nullable String erased) {
        Caller manager = callers.managerWhoMayWrite();
        if (Boolean.TRUE.toString().equals(erased)) {
            return BackOnContext.of(MemberProblems.of(erased(manager, id)))
                    .map(job -> RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, JobView.made(job))
                            .build());
        }
        Uni<Boolean> removed = own.one(manager, id).chain(member -> {
            Flag.isSet(ERASE, erased);
            return Flag.isSet(RELEASE, released)
                    ? changes.mayLeave(member)
                            .chain(() -> release.of(member, manager.userKey()))
                            .chain(() -> removed(manager, id))
                    : removed(manager, id);
        });
        return BackOnContext.of(MemberProblems.of(removed)).map(done -> RestResponse.noContent());
    }

    private Uni<ObjectId> erased(Caller manager, String id) {
        return erasures.begun(manager, id)
                .chain(begun -> begun.map(job -> Uni.createFrom().item(job))
                        .orElseGet(() -> Attempts.untilStored(
                                () -> own.one(manager, id).chain(member -> erasures.begin(member, manager)))));
    }

    private Uni<Boolean> removed(Caller manager, String id) {
        return Attempts.untilStored(() -> own.one(manager, id)
                .chain(changes::remove)
                .map(done -> Optional.of(done).filter(it -> it)));
    }

    private static RestResponse<ObjectNode> answer(Member member) {
        return RestResponse.ResponseBuilder.ok(MemberView.of(member))
                .header(EntityTag.HEADER, EntityTag.of(member.version()))
                .build();
    }
}
