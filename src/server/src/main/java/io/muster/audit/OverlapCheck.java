package io.muster.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.event.Event;
import io.muster.store.audit.ExclusivePlaces;
import io.muster.store.audit.ExclusivePlaces.Held;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Checks whether anybody holds two places at the same time that were both taken where nobody may (docs/design.md#i11). What rest the firm
 * asked for then is not known any more and not checked. Of two events the one of the lower id is reported.
 */
final class OverlapCheck {
    private final ExclusivePlaces places;

    OverlapCheck(ExclusivePlaces places) {
        this.places = places;
    }

    /** Two places of one person. */
    private record Pair(Held here, Held there) {
        boolean isAtTheSameTime() {
            return here.span().comesNear(there.span(), Duration.ZERO);
        }

        Stream<Held> both() {
            return Stream.of(here, there);
        }
    }

    /**
     * The violations of an event with others of a higher id.
     *
     * @param exclusive the versions that gave a place under the rule
     */
    Uni<List<InvariantViolation>> of(Event event, Set<Long> exclusive) {
        Map<String, Held> here = ExclusivePlaces.of(event).stream()
                .filter(place -> exclusive.contains(place.version()))
                .collect(Collectors.toMap(Held::userKey, Function.identity(), (first, again) -> first));
        if (here.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return places.elsewhere(event, here.keySet())
                .map(elsewhere -> elsewhere.stream()
                        .filter(there -> there.eventId().compareTo(event.id()) > 0)
                        .flatMap(there ->
                                Stream.ofNullable(here.get(there.userKey())).map(own -> new Pair(own, there)))
                        .filter(Pair::isAtTheSameTime)
                        .toList())
                .chain(pairs -> pairs.isEmpty() ? Uni.createFrom().item(List.of()) : confirmed(pairs));
    }

    /** The one has been read after the other: it has to be there still. */
    private Uni<List<InvariantViolation>> confirmed(List<Pair> pairs) {
        List<Held> all = pairs.stream().flatMap(Pair::both).distinct().toList();
        return places.takenUnderTheRule(all)
                .chain(taken -> Multi.createFrom()
                        .iterable(pairs)
                        .filter(pair -> pair.both().allMatch(taken::contains))
                        .onItem()
                        .transformToUniAndConcatenate(pair -> places.isHeldStill(pair.here)
                                .map(held -> held ? List.of(violation(pair)) : List.<InvariantViolation>of()))
                        .collect()
                        .in(() -> new ArrayList<InvariantViolation>(), List::addAll)
                        .map(List::copyOf));
    }

    private static InvariantViolation violation(Pair pair) {
        return InvariantViolation.of(
                pair.here.eventId(),
                InvariantViolation.Kind.OVERLAP,
                "version " + pair.here.version() + " gave a place at the time of that of version "
                        + pair.there.version() + " of " + pair.there.eventId().toHexString());
    }
}
