package io.muster.api.event;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.event.read.Listing;
import io.smallrye.mutiny.Uni;

/** What a person could take a place in, whatever else the token says. */
@Path(Paths.AVAILABLE)
public class AvailableResource {
    private final Callers callers;
    private final Lists lists;

    AvailableResource(Callers callers, Lists lists) {
        this.callers = callers;
        this.lists = lists;
    }

    @GET
    public Uni<ObjectNode> list(@BeanParam ListParams params) {
        return lists.ofStaff(Listing.AVAILABLE, callers.staff(), params);
    }
}
