package io.muster.api.event;

import java.time.Duration;
import java.util.Set;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.list.ListParams;
import io.muster.api.view.Summary;
import io.muster.event.EventStatus;
import io.muster.store.read.ListFilter;
import io.muster.store.read.SummaryReads;
import io.smallrye.mutiny.Uni;

/** What a manager has to look at in some days: the open events, most urgent first. */
@Path(EventPaths.SUMMARY)
@ForManagers
public class SummaryResource {
    private static final int MAX_DAYS = 60;
    private static final int MAX_EVENTS = 1_000;
    private static final Duration RECENT = Duration.ofHours(24);

    private final CurrentCaller callers;
    private final SummaryReads reads;

    SummaryResource(CurrentCaller callers, SummaryReads reads) {
        this.callers = callers;
        this.reads = reads;
    }

    @GET
    public Uni<ObjectNode> summary(@BeanParam ListParams params) {
        String managerId = callers.manager().managerId().orElseThrow();
        ListFilter filter = params.period(MAX_DAYS, Set.of(EventStatus.PUBLISHED, EventStatus.FULFILLED));
        return reads.first(managerId, filter, RECENT, MAX_EVENTS + 1)
                .map(found -> Summary.of(found.rows(), found.now(), MAX_EVENTS).json());
    }
}
