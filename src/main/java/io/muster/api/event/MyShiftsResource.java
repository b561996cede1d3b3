package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.muster.api.Problem;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.event.read.Listing;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** What a person has accepted, whatever else the token says. */
@Path(Paths.MY_SHIFTS)
public class MyShiftsResource {
    private final Callers callers;
    private final Lists lists;

    MyShiftsResource(Callers callers, Lists lists) {
        this.callers = callers;
        this.lists = lists;
    }

    @GET
    public Uni<ObjectNode> list(@QueryParam("period") @Nullable String period, @BeanParam ListParams params) {
        Listing listing = Optional.ofNullable(period)
                .filter(it -> !it.isBlank())
                .map(it -> Listing.ofPeriod(it).orElseThrow(() -> Problem.invalid("period", "must be future or past")))
                .orElse(Listing.FUTURE_SHIFTS);
        return lists.ofStaff(listing, callers.staff(), params);
    }
}
