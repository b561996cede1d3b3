package io.muster.event.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.DistinctList;
import io.muster.event.KeyedCommand;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.EventState;

/** Decides what becomes of a person who is known by another userKey (docs/api.md#rekeyed). Nobody gets a place by it. */
final class RekeyRules {
    /** Who is in comes before who waits, and both before who has declined; then who came first. */
    private static final Comparator<StaffEntry> WHICH_STAYS = Comparator.comparing(
                    StaffEntry::response, Comparator.comparing(RekeyRules::rank))
            .thenComparing(StaffEntry::since);

    private final PlanBuilder plan;
    private final EventState event;
    private final KeyedCommand request;

    RekeyRules(PlanBuilder plan, KeyedCommand request) {
        this.plan = plan;
        this.event = plan.state();
        this.request = request;
    }

    private static int rank(Response response) {
        return switch (response) {
            case ACCEPT -> 0;
            case STANDBY -> 1;
            case DECLINE -> 2;
        };
    }

    PendingDecision rekey(Command.Rekey rekey) {
        Optional<StaffEntry> held = event.find(rekey.from());
        Optional<List<String>> audience = renamed(event.audience().userKeys(), rekey);
        Optional<List<String>> barred = renamed(event.barred(), rekey);
        if (held.isEmpty() && audience.isEmpty() && barred.isEmpty()) {
            return PendingDecision.unchanged();
        }
        Optional<StaffEntry> stays = Stream.of(held, event.find(rekey.userKey()))
                .flatMap(Optional::stream)
                .min(WHICH_STAYS)
                .map(entry -> entry.rekeyed(rekey.userKey(), event.version() + 1));
        return plan.record(
                request,
                new Change.Rekeyed(
                        rekey.from(), rekey.userKey(), stays, new AudiencePatch(audience, Optional.empty()), barred));
    }

    /** The list with the one instead of the other, if it has the other. */
    private static Optional<List<String>> renamed(List<String> userKeys, Command.Rekey rekey) {
        return userKeys.contains(rekey.from())
                ? Optional.of(DistinctList.copyOf(userKeys.stream()
                        .map(userKey -> userKey.equals(rekey.from()) ? rekey.userKey() : userKey)
                        .toList()))
                : Optional.empty();
    }
}
