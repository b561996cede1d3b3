package io.muster.api.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForAdmins;
import io.muster.api.http.BackOnContext;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.audit.Audit;
import io.muster.audit.AuditSettings;
import io.muster.audit.RepairDigest;
import io.muster.audit.Repairs;
import io.muster.store.lease.OneAtATime;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Audit and repair (docs/api.md#admin). A call that runs out of time answers what it has found, with {@code truncated}
 * and, in {@code next}, the last event it checked; {@code ?after=<next>} continues there. The time is checked between
 * two pages of events and between two repairs. If one of these exceeds the limit of every answer, the answer is 503,
 * and a dry run shows what was done. One call runs at a time, in all processes. The scheduled audit has no such limit.
 */
@Path("/api/admin")
@ForAdmins
public class AdminResource {
    /** Audits and repairs are one task; the scheduled audit does not count. */
    private static final String TASK = "asked";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final CurrentCaller callers;
    private final Audit audit;
    private final Repairs repairs;
    private final OneAtATime oneAtATime;
    private final AuditSettings settings;

    AdminResource(CurrentCaller callers, Audit audit, Repairs repairs, OneAtATime oneAtATime, AuditSettings settings) {
        this.callers = callers;
        this.audit = audit;
        this.repairs = repairs;
        this.oneAtATime = oneAtATime;
        this.settings = settings;
    }

    /** Checks events: all, or as many as there is time for. */
    @GET
    @Path("/audit")
    public Uni<ObjectNode> audit(@QueryParam("after") @Nullable String after) {
        Optional<ObjectId> from = id(after);
        return answer(oneAtATime
                .run(TASK, () -> audit.part(from, timeIsUp(settings.answerWithin())))
                .map(AdminViews::of));
    }

    /** Answers what would be repaired, or does exactly that. */
    @POST
    @Path("/repair")
    public Uni<ObjectNode> repair(
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("digest") @Nullable String digest,
            @QueryParam("after") @Nullable String after) {
        Optional<ObjectId> from = id(after);
        return isDry(dryRun) ? dryRun(from) : carryOut(callers.admin().userKey(), from, digest(digest));
    }

    /** It takes at most half of the time, so that there is enough to check it again and do it. */
    private Uni<ObjectNode> dryRun(Optional<ObjectId> after) {
        BooleanSupplier enough = timeIsUp(settings.answerWithin().dividedBy(2));
        return answer(oneAtATime.run(TASK, () -> repairs.dryRun(after, enough)).map(AdminViews::of));
    }

    private Uni<ObjectNode> carryOut(String actor, Optional<ObjectId> after, RepairDigest digest) {
        BooleanSupplier enough = timeIsUp(settings.answerWithin());
        return answer(oneAtATime
                .run(TASK, () -> repairs.carryOut(actor, after, digest, enough))
                .map(AdminViews::of));
    }

    private static Uni<ObjectNode> answer(Uni<ObjectNode> work) {
        return BackOnContext.of(work)
                .onFailure(Repairs.StaleException.class)
                .transform(stale -> new ProblemException(ProblemType.REPAIR_STALE))
                .onFailure(Repairs.TooSlowException.class)
                .transform(slow -> new ProblemException(ProblemType.OVERLOADED).retryAfter(SOON));
    }

    private static BooleanSupplier timeIsUp(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        return () -> System.nanoTime() - end >= 0;
    }

    private static Optional<ObjectId> id(@Nullable String after) {
        return Optional.ofNullable(after)
                .map(it -> EventIds.of(it)
                        .orElseThrow(() -> ProblemException.invalid("after", "must be the id of an event")));
    }

    private static boolean isDry(@Nullable String dryRun) {
        return switch (Optional.ofNullable(dryRun).orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid("dryRun", "must be true or false");
        };
    }

    private static RepairDigest digest(@Nullable String digest) {
        return Optional.ofNullable(digest)
                .flatMap(RepairDigest::parse)
                .orElseThrow(() -> ProblemException.invalid("digest", "must be the digest of a dry run"));
    }
}
