package io.muster.people;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.muster.event.overlap.Overlap;
import io.muster.event.overlap.OverlapRule;

/**
 * A firm and its rules.
 *
 * @param managerId the claim by which tokens name it
 * @param name empty until somebody gives it one
 * @param restHours how many hours lie between two places of a person, 0 to {@link #MAX_REST_HOURS}
 * @param reminders how many hours before the call time people are reminded, the most first
 * @param quietHours empty where people may be disturbed at any time
 * @param version grows with every change; 0 while nothing is stored of it
 */
public record Firm(
        String managerId,
        Optional<String> name,
        ZoneId timezone,
        Overlap overlap,
        int restHours,
        List<Integer> reminders,
        Optional<QuietHours> quietHours,
        long version) {

    public static final int MAX_REST_HOURS = 24;

    /** The rule about places at the same time of a firm of which nothing is stored. */
    public static final OverlapRule IMPLICIT_RULE = new OverlapRule(Overlap.WARN, Duration.ZERO);

    /** Unless a firm says otherwise. */
    public static final List<Integer> USUAL_REMINDERS = List.of(24, 3);

    public Firm {
        reminders = List.copyOf(reminders);
    }

    /** A firm of which nothing is stored: a token made it by using the service. */
    public static Firm implicit(String managerId, ZoneId timezone) {
        return new Firm(
                managerId,
                Optional.empty(),
                timezone,
                IMPLICIT_RULE.overlap(),
                (int) IMPLICIT_RULE.rest().toHours(),
                USUAL_REMINDERS,
                Optional.of(QuietHours.USUAL),
                0);
    }

    /** A firm that an administrator makes, not stored yet. */
    public static Firm made(String managerId, String name, ZoneId timezone) {
        Firm usual = implicit(managerId, timezone);
        return new Firm(
                managerId,
                Optional.of(name),
                timezone,
                Overlap.REFUSE,
                usual.restHours,
                usual.reminders,
                usual.quietHours,
                0);
    }

    /** The firm's rule about places of one person at the same time. */
    public OverlapRule overlapRule() {
        return new OverlapRule(overlap, Duration.ofHours(restHours));
    }

    /** The same at another version. */
    public Firm at(long other) {
        return new Firm(managerId, name, timezone, overlap, restHours, reminders, quietHours, other);
    }

    /** The same under another name. */
    public Firm named(String other) {
        return new Firm(managerId, Optional.of(other), timezone, overlap, restHours, reminders, quietHours, version);
    }
}
