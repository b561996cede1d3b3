package io.muster.bench;

import java.util.List;
import java.util.function.Supplier;

import io.vertx.core.json.JsonObject;

/**
 * What a firm pays that refuses places at the same time: bursts under {@code refuse} and under {@code allow}, by turns on one process and of
 * one firm. Each event is on days of its own, so that nobody is refused. Figures are medians.
 */
final class Overlapping {
    private static final int ALL = 1_000;
    private static final int FEW = 10;

    /** Further apart than any event whose places are read. */
    private static final int ALONE_DAYS = 12;

    private static final int BEHIND_THE_WARM_UP_DAYS = 30;

    /** Near enough that everybody's place in the event before is read. */
    private static final int NEAR_DAYS = 3;

    private final Crowd crowd;
    private final Service service;
    private final Run run;
    private final Table table;
    private int inDays = BEHIND_THE_WARM_UP_DAYS;

    Overlapping(Crowd crowd, Service service, Table table) {
        this.crowd = crowd;
        this.service = service;
        this.run = new Run(crowd, List.of(service));
        this.table = table;
    }

    void measure(int warmUp, int rounds) {
        crowd.rule(service, "allow");
        run.warmUp(warmUp, ALL);
        for (int i = 0; i < warmUp / 4; i++) {
            burst("refuse", ALL, ALONE_DAYS);
            burst("allow", ALL, ALONE_DAYS);
        }
        compare("1000 for 1000, nothing else on these days", rounds, ALL, ALONE_DAYS);
        compare("1000 for 1000, everybody has a place three days before", rounds, ALL, NEAR_DAYS);
        compare("1000 for 10, nothing else on these days", rounds, FEW, ALONE_DAYS);
    }

    private void compare(String what, int rounds, int places, int days) {
        Supplier<Burst> refusing = () -> burst("refuse", places, days);
        Supplier<Burst> allowing = () -> burst("allow", places, days);
        Alternating.compare(table, what, "refuse", refusing, "allow", allowing, rounds);
    }

    private Burst burst(String rule, int places, int days) {
        crowd.rule(service, rule);
        inDays += days;
        String event = crowd.publish(
                service, List.of(new JsonObject().put("role", "Server").put("count", places)), inDays);
        Burst burst = run.withCpu(() -> crowd.press(List.of(service), event, ALL));
        if (burst.statuses().getOrDefault(200, 0) != places) {
            throw new IllegalStateException("not so many came in: " + burst.statuses());
        }
        return burst;
    }
}
