package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import io.muster.api.access.CurrentCaller;
import io.muster.api.answer.AnswerForm;
import io.muster.api.answer.Answers;
import io.muster.api.list.ListParams;
import io.muster.api.list.Lists;
import io.muster.api.problem.ProblemException;
import io.muster.store.read.Listing;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The events a person has accepted or is on standby for, whatever else the token says. */
@Path(EventPaths.MY_SHIFTS)
public class MyShiftsResource {
    private static final String FUTURE = "future";
    private static final String ACCEPT = "accept";

    private final CurrentCaller callers;
    private final Lists lists;

    MyShiftsResource(CurrentCaller callers, Lists lists) {
        this.callers = callers;
        this.lists = lists;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> list(
            @QueryParam("period") @Nullable String period,
            @QueryParam("standing") @Nullable String standing,
            @BeanParam ListParams params,
            @BeanParam AnswerForm asked) {
        String wanted = given(period).orElse(FUTURE);
        String where = given(standing).orElse(ACCEPT);
        Listing listing = Listing.of(wanted, where)
                .orElseThrow(() -> Listing.of(wanted, ACCEPT).isEmpty()
                        ? ProblemException.invalid("period", "must be future or past")
                        : ProblemException.invalid("standing", "must be accept, standby or all"));
        return lists.ofStaff(listing, callers.staff(), params, asked);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }
}
