package io.muster.respond;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Command;
import io.muster.event.KeyedCommand;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import io.muster.event.plan.Engagements;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;

/**
 * How commands are planned that may rest on more than their event. What the firm says of people is read first. Where the firm has a rule
 * about places at the same time, the commands are planned as if nobody had any; then those who get a place by that are looked up, and
 * the commands are planned again, until everybody who gets one has been looked up. So a batch in which nobody gets a place looks up
 * nobody.
 */
final class Planning {
    private final Ledger ledger;
    private final ClientSession session;
    private final Snapshot found;
    private final List<KeyedCommand> requests;

    /**
     * Of commands on an event.
     *
     * @param session has read the event
     */
    Planning(Ledger ledger, ClientSession session, Snapshot found, List<KeyedCommand> requests) {
        this.ledger = ledger;
        this.session = session;
        this.found = found;
        this.requests = requests;
    }

    /** The plan, with all that it rests on. */
    Uni<Plan> plan() {
        return facts().chain(facts -> untilAllAreKnown(facts, plan(facts), false));
    }

    /** The plan as if nobody had a place elsewhere: right if nobody gets one by it. */
    Uni<Plan> planWithoutLookingElsewhere() {
        return facts().map(this::plan);
    }

    private Uni<Facts> facts() {
        return ledger.facts(session, found, requests).map(facts -> facts.with(Engagements.unknown(found.overlap())));
    }

    private Plan plan(Facts facts) {
        return Planner.plan(found.event(), found.now(), found.figuresWrong(), found.schema(), facts, requests);
    }

    /** Whether places elsewhere may come near to a place of the event, as it is or as an edit makes it. */
    private boolean mayMatter(Engagements engagements, Map<String, List<Engagement>> elsewhere) {
        boolean isAny = elsewhere.values().stream().anyMatch(places -> !places.isEmpty());
        boolean isEdited = requests.stream().anyMatch(request -> request.command() instanceof Command.Edit);
        return isAny && (isEdited || engagements.areNear(found.event(), elsewhere));
    }

    /** @param isAgain whether some have been looked up, and others got their places: then it may go on like that */
    private Uni<Plan> untilAllAreKnown(Facts facts, Plan plan, boolean isAgain) {
        Engagements engagements = facts.engagements();
        Set<String> unknown = engagements.unknownAmong(plan.takers());
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(plan);
        }
        Set<String> asked = isAgain ? engagements.unknownAmong(Facts.candidates(found.event(), requests)) : unknown;
        return ledger.engagements(session, EngagementSearch.of(found.event(), requests, asked))
                .chain(elsewhere -> {
                    if (!mayMatter(engagements, elsewhere)) {
                        // Planned as if they had none, and they have none that matters.
                        return Uni.createFrom().item(plan);
                    }
                    Facts known = facts.with(engagements.with(elsewhere));
                    return untilAllAreKnown(known, plan(known), true);
                });
    }
}
