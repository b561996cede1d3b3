package io.muster.api.me;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.body.DefaultZone;
import io.muster.api.body.JsonBody;
import io.muster.api.calendar.NewAddresses;
import io.muster.api.http.BackOnContext;
import io.muster.api.job.JobView;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.Caller;
import io.muster.people.Membership;
import io.muster.respond.people.Arrivals;
import io.muster.store.people.Firms;
import io.muster.store.people.Memberships;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who the caller is, by the token and by what firms say. It is read from the database: a page asks it when somebody signs in. */
@Path("/api/me")
public class MeResource {
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final String CONFIRM = "confirm";

    private final CurrentCaller callers;
    private final Arrivals arrivals;
    private final Memberships memberships;
    private final Firms firms;
    private final DefaultZone zone;
    private final OwnErasures erasures;
    private final NewAddresses calendars;
    private final JsonBody json;

    MeResource(
            CurrentCaller callers,
            Arrivals arrivals,
            Memberships memberships,
            Firms firms,
            DefaultZone zone,
            OwnErasures erasures,
            NewAddresses calendars,
            JsonBody json) {
        this.calendars = calendars;
        this.erasures = erasures;
        this.json = json;
        this.callers = callers;
        this.arrivals = arrivals;
        this.memberships = memberships;
        this.firms = firms;
        this.zone = zone;
    }

    @GET
    public Uni<ObjectNode> read() {
        Caller caller = callers.token();
        return BackOnContext.of(arrivals.of(caller, zone.zone()))
                .chain(() -> memberships.of(caller.userKey()))
                .chain(found -> answer(caller, found));
    }

    /** A token of somebody who has just signed in: a device that lies about does not suffice. */
    @DELETE
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> erase(byte @Nullable [] body) {
        Caller caller = callers.token();
        if (caller.readOnly()) {
            throw new ProblemException(ProblemType.FORBIDDEN, "This is not for a token that may only read.");
        }
        if (callers.signedInAt().filter(Instant.now().minus(RECENT)::isBefore).isEmpty()) {
            throw new ProblemException(ProblemType.SIGN_IN_TOO_OLD);
        }
        if (!"erase"
                .equals(json.read(body == null ? new byte[0] : body)
                        .path(CONFIRM)
                        .textValue())) {
            throw ProblemException.invalid(CONFIRM, "must be erase");
        }
        return BackOnContext.of(erasures.oneself(caller))
                .map(job -> RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, JobView.made(job))
                        .build());
    }

    private Uni<ObjectNode> answer(Caller caller, List<Membership> found) {
        OwnFirms own = OwnFirms.of(caller, found);
        return firms.names(own.accessByFirm().keySet())
                .chain(names -> calendars
                        .has(caller, Optional.empty())
                        .map(hasCalendar -> MeView.of(caller, own, names, hasCalendar)));
    }
}
