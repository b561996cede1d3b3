package io.muster.api.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import io.muster.api.access.CurrentCaller;
import io.muster.api.access.MachineRoutes;
import io.muster.api.answer.Answers;
import io.muster.api.feed.FeedQuery.Asked;
import io.muster.api.http.BackOnContext;
import io.muster.outbound.CloudEvents;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLog;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened in a firm, by number: for a manager, and for a machine with a token of scope {@code feed}. */
@Path("/api/feed")
public class FeedResource {
    /** Parts that are read to find lines of the types asked for. */
    private static final int MOST_PARTS = 10;

    private final CurrentCaller callers;
    private final OutboundLog log;
    private final FeedWaiters waiters;

    FeedResource(CurrentCaller callers, OutboundLog log, FeedWaiters waiters) {
        this.callers = callers;
        this.log = log;
        this.waiters = waiters;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> read(@BeanParam FeedQuery query) {
        String firm = MachineRoutes.feedOf(callers.staff())
                .orElseGet(() -> callers.manager().managerId().orElseThrow());
        Asked asked = query.asked();
        long begun = System.nanoTime();
        return BackOnContext.of(found(firm, asked, begun))
                .map(part -> RestResponse.ok(CloudEvents.part(part.lines(), part.next())));
    }

    /** @param next the last number that was looked at */
    private record Part(List<OutboundLine> lines, long next) {}

    private Uni<Part> found(String firm, Asked asked, long begun) {
        return next(firm, asked, new Part(List.of(), asked.after()), MOST_PARTS).chain(part -> {
            Duration left = asked.longest().minusNanos(System.nanoTime() - begun);
            if (!part.lines().isEmpty() || left.isNegative() || left.isZero()) {
                return Uni.createFrom().item(part);
            }
            Asked rest = new Asked(part.next(), asked.types(), asked.limit(), asked.longest());
            return waiters.grown(firm, part.next(), left)
                    .chain(grown ->
                            grown ? found(firm, rest, begun) : Uni.createFrom().item(part));
        });
    }

    /** Goes on until there is enough, or nothing more. */
    private Uni<Part> next(String firm, Asked asked, Part before, int parts) {
        int most = asked.types().isEmpty() ? asked.limit() : OutboundLog.MOST;
        return log.after(firm, before.next(), most).chain(found -> {
            List<OutboundLine> lines = new ArrayList<>(before.lines());
            long next = before.next();
            for (OutboundLine line : found) {
                if (lines.size() == asked.limit()) {
                    break;
                }
                next = line.seq();
                if (asked.has(CloudEvents.type(line))) {
                    lines.add(line);
                }
            }
            Part part = new Part(lines, next);
            boolean isDone = found.size() < most || lines.size() == asked.limit() || parts == 1;
            return isDone ? Uni.createFrom().item(part) : next(firm, asked, part, parts - 1);
        });
    }
}
