package io.muster.api.event;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import io.muster.api.access.CurrentCaller;
import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Answers;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.store.read.Listing;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** The events in which a person could take a place, whatever else the token says. */
@Path(EventPaths.AVAILABLE)
public class AvailableResource {
    private final CurrentCaller callers;
    private final Lists lists;

    AvailableResource(CurrentCaller callers, Lists lists) {
        this.callers = callers;
        this.lists = lists;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> list(@BeanParam ListParams params, @BeanParam AnswerForm asked) {
        return lists.ofStaff(Listing.AVAILABLE, callers.staff(), params, asked);
    }
}
