package io.muster.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.vertx.core.json.JsonObject;

/**
 * What standby lists cost: events with one and without, by turns on one process, so that what else the machine does meets both
 * alike. Figures are medians.
 */
final class Waiting {
    private static final int ALL = 1_000;
    private static final int PLACES = 10;
    private static final int ON_STANDBY = 200;
    private static final int ROLES = 4;
    private static final int OF_A_ROLE = 500;
    private static final String DECLINE = "{\"response\":\"decline\"}";

    private final Crowd crowd;
    private final Service service;
    private final Run run;
    private final Table table;

    /** All who are in, those on standby, and those who press besides. */
    private final List<String> people = BenchTokens.staff(2 * ROLES * OF_A_ROLE + ALL);

    Waiting(Crowd crowd, Service service, Table table) {
        this.crowd = crowd;
        this.service = service;
        this.run = new Run(crowd, List.of(service));
        this.table = table;
    }

    void measure(int warmUp, int rounds) {
        run.warmUp(warmUp, ALL);
        for (int i = 0; i < warmUp / 4; i++) {
            burst(event(1, PLACES, ON_STANDBY), true);
            leave(filled(1, PLACES, ON_STANDBY), 0, PLACES);
        }
        bursts(rounds);
        refusals(rounds);
        declines(10 * rounds);
        large(rounds);
    }

    private void bursts(int rounds) {
        compare(
                "1000 for 10, and 200 who come on standby",
                "none",
                rounds,
                () -> burst(event(1, PLACES, ON_STANDBY), true),
                () -> burst(event(1, PLACES, 0), false));
    }

    private void refusals(int rounds) {
        String with = filled(1, PLACES, ON_STANDBY);
        String without = filled(1, PLACES, 0);
        compare(
                "1000 for an event that is full, 200 on standby",
                "none",
                rounds,
                () -> burst(with, false),
                () -> burst(without, false));
    }

    /** Each by one of those who are in; of the event without standby somebody else then takes the place, which is not measured. */
    private void declines(int rounds) {
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (int i = 0; i < rounds / PLACES + 1; i++) {
            with.add(filled(1, PLACES, ON_STANDBY));
            without.add(filled(1, PLACES, 0));
        }
        int[] turn = {0, 0};
        compare(
                "a decline that promotes somebody",
                "nobody",
                rounds,
                () -> leave(with.get(turn[0] / PLACES), turn[0]++ % PLACES, 1),
                () -> leave(without.get(turn[1] / PLACES), turn[1]++ % PLACES, 1));
    }

    private void large(int rounds) {
        String with = filled(ROLES, OF_A_ROLE, OF_A_ROLE);
        String without = filled(ROLES, OF_A_ROLE, 0);
        int[] turn = {0, 0};
        compare(
                "2000 in: one declines, 2000 on standby",
                "none",
                rounds,
                () -> leave(with, turn[0]++, 1),
                () -> leave(without, turn[1]++, 1));
        compare(
                "2000 in: one who gets no place, 2000 on standby",
                "none",
                rounds,
                () -> knock(with, 1),
                () -> knock(without, 1));
        compare(
                "2000 in: 1000 who get no place, 2000 on standby",
                "none",
                rounds,
                () -> knock(with, ALL),
                () -> knock(without, ALL));
        Map<String, String> fresh = new LinkedHashMap<>();
        int times = Math.min(rounds, 3);
        for (int i = 0; i < times; i++) {
            fresh.put(filled(ROLES, OF_A_ROLE, OF_A_ROLE), filled(ROLES, OF_A_ROLE, 0));
        }
        List<String> full = List.copyOf(fresh.keySet());
        List<String> plain = List.copyOf(fresh.values());
        int[] next = {0, 0};
        compare(
                "2000 in: 1000 decline at once, 2000 on standby",
                "none",
                times,
                () -> leave(full.get(next[0]++), 0, ALL),
                () -> leave(plain.get(next[1]++), 0, ALL));
    }

    /** An event of some roles, each with places and with room on its standby list; without room it has none. */
    private String event(int roles, int places, int standby) {
        return crowd.publish(
                service,
                IntStream.range(0, roles)
                        .mapToObj(number -> {
                            JsonObject role =
                                    new JsonObject().put("role", role(number)).put("count", places);
                            return standby == 0
                                    ? role
                                    : role.put("waitlist", true).put("standby_max", standby);
                        })
                        .toList());
    }

    /** The same, with all places taken and everybody on standby for whom there is room. */
    private String filled(int roles, int places, int standby) {
        String event = event(roles, places, standby);
        List<Crowd.Sent> all = new ArrayList<>();
        for (int i = 0; i < roles * places; i++) {
            all.add(new Crowd.Sent(people.get(i), accept(i % roles, false)));
        }
        send(event, all);
        all.clear();
        for (int i = 0; i < roles * standby; i++) {
            all.add(new Crowd.Sent(people.get(ROLES * OF_A_ROLE + i), accept(i % roles, true)));
        }
        send(event, all);
        return event;
    }

    private void send(String event, List<Crowd.Sent> all) {
        for (int from = 0; from < all.size(); from += ALL) {
            Burst sent = crowd.send(service, event, all.subList(from, Math.min(all.size(), from + ALL)));
            if (sent.statuses().getOrDefault(200, 0) != sent.nanos().length) {
                throw new IllegalStateException("not all came in: " + sent.statuses());
            }
        }
    }

    private static String role(int number) {
        return number == 0 ? "Server" : "Server " + number;
    }

    private static String accept(int role, boolean standby) {
        return new JsonObject()
                .put("response", "accept")
                .put("role", role(role))
                .put("standby", standby)
                .encode();
    }

    private Burst burst(String event, boolean standby) {
        return pressed(event, people.subList(people.size() - ALL, people.size()), accept(0, standby));
    }

    private Burst knock(String event, int size) {
        return pressed(event, people.subList(people.size() - size, people.size()), accept(0, false));
    }

    /** So many of those who came in first decline. */
    private Burst leave(String event, int from, int size) {
        return pressed(event, people.subList(from, from + size), DECLINE);
    }

    private Burst pressed(String event, List<String> who, String body) {
        return run.withCpu(() -> crowd.send(
                service,
                event,
                who.stream().map(token -> new Crowd.Sent(token, body)).toList()));
    }

    private void compare(String what, String other, int rounds, Supplier<Burst> with, Supplier<Burst> without) {
        Alternating.compare(table, what + ", and " + other, "with", with, "without", without, rounds);
    }
}
