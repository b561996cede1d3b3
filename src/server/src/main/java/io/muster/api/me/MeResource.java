package io.muster.api.me;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.body.DefaultZone;
import io.muster.api.http.BackOnContext;
import io.muster.identity.Caller;
import io.muster.people.Membership;
import io.muster.respond.people.Arrivals;
import io.muster.store.people.Firms;
import io.muster.store.people.Memberships;
import io.smallrye.mutiny.Uni;

/** Who the caller is, by the token and by what firms say. It is read from the database: a page asks it when somebody signs in. */
@Path("/api/me")
public class MeResource {
    private final CurrentCaller callers;
    private final Arrivals arrivals;
    private final Memberships memberships;
    private final Firms firms;
    private final DefaultZone zone;

    MeResource(CurrentCaller callers, Arrivals arrivals, Memberships memberships, Firms firms, DefaultZone zone) {
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

    private Uni<ObjectNode> answer(Caller caller, List<Membership> found) {
        OwnFirms own = OwnFirms.of(caller, found);
        return firms.names(own.accessByFirm().keySet()).map(names -> MeView.of(caller, own, names));
    }
}
