package io.muster.event.overlap;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A firm's rule about places of one person at the same time.
 *
 * @param rest how long a person rests between two places, 0 to 24 hours
 */
public record OverlapRule(Overlap overlap, Duration rest) {
    /** No rule: other places do not matter. */
    public static final OverlapRule NONE = new OverlapRule(Overlap.ALLOW, Duration.ZERO);

    public boolean refuses() {
        return overlap == Overlap.REFUSE;
    }

    /** Whether other places matter at all. */
    public boolean asks() {
        return overlap != Overlap.ALLOW;
    }

    /** Those of a person's places that are too near to what a place takes up, the earliest first. */
    public List<Engagement> near(TimeSpan span, List<Engagement> places) {
        return places.stream()
                .filter(place -> place.span().comesNear(span, rest))
                .sorted(Comparator.comparing((Engagement place) -> place.span().from())
                        .thenComparing(Engagement::eventId))
                .toList();
    }
}
