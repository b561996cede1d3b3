package io.muster.respond;

import java.util.List;

import jakarta.inject.Singleton;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Orphans;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.store.write.Ledger;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** What a command would do: planned as in a lane, outside of it, and not recorded. */
@Singleton
public final class Previews {
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final Orphans orphans;
    private final Timing timing;
    private final RespondSettings settings;

    Previews(Ledger ledger, TransactionLoop loop, Orphans orphans, Timing timing, RespondSettings settings) {
        this.ledger = ledger;
        this.loop = loop;
        this.orphans = orphans;
        this.timing = timing;
        this.settings = settings;
    }

    /**
     * The plan of this command alone, of the event as it is committed. It promises nothing: others may come first. Nothing is written.
     *
     * @return the plan; fails as {@link Changes#submit} does
     */
    public Uni<Plan> of(ObjectId eventId, KeyedCommand request) {
        return loop.run(
                        timing.in(settings.batchDeadline()),
                        new ConflictWatch(timing, settings, orphans::endThem),
                        session -> ledger.look(session, eventId))
                .onFailure()
                .transform(UndecidedException::ofNothingRecorded)
                .map(found -> found.orElseThrow(Changes.UnknownEvent::new))
                .map(read ->
                        Planner.plan(read.event(), read.now(), read.figuresWrong(), read.schema(), List.of(request)));
    }
}
