package io.muster.respond;

import java.util.List;

import jakarta.inject.Singleton;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Plan;
import io.muster.store.write.Ledger;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** What a command would do: planned as in a lane, outside of it, and not recorded. */
@Singleton
public final class Previews {
    private final Ledger ledger;
    private final Transactions transactions;

    Previews(Ledger ledger, Transactions transactions) {
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /**
     * The plan of this command alone, of the event as it is committed. It promises nothing: others may come first. Nothing is written.
     *
     * @return the plan; fails as {@link Changes#submit} does
     */
    public Uni<Plan> of(ObjectId eventId, KeyedCommand request) {
        return transactions
                .run(session -> ledger.look(session, eventId)
                        .map(found -> found.orElseThrow(Changes.UnknownEvent::new))
                        .chain(read -> new Planning(ledger, session, read, List.of(request)).plan()))
                .onFailure(failure -> !(failure instanceof Changes.UnknownEvent))
                .transform(UndecidedException::ofNothingRecorded);
    }
}
