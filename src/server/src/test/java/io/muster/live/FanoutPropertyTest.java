package io.muster.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.muster.event.plan.Histories;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.stream.Life;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Clients that come, are cut off at any frame and go on with any process, in any order of whatever can happen: each is told
 * all it may know, in order, once, or that it has to fetch anew (I6).
 */
class FanoutPropertyTest {

    @Provide
    Arbitrary<List<Histories.History>> histories() {
        return Histories.histories().list().ofMinSize(1).ofMaxSize(3);
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyClientIsToldEverythingOnceInOrder(
            @ForAll("histories") List<Histories.History> histories,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int ringEntries,
            @ForAll @IntRange(min = 1, max = 6) int slice) {
        Random random = new Random(seed);
        List<List<Life.Moment>> lives = histories.stream()
                .map(history -> Life.of(Histories.journal(history), userKey -> Profile.UNKNOWN))
                .toList();
        FanoutWorld world = new FanoutWorld(lives, random, 2, ringEntries, slice);
        List<FanoutWorld.Client> clients = clients(world);
        for (int i = 0; i < 300; i++) {
            happen(world, clients, random);
        }
        settle(world, clients);
        clients.forEach(FanoutWorld.Client::hasMissedNothing);
        int resyncs = clients.stream().mapToInt(client -> client.resyncs).sum();
        Statistics.collect(resyncs > 0 ? "resync" : "no resync");
        int folded = clients.stream().mapToInt(client -> client.folded).sum();
        Statistics.label("folded").collect(folded > 0);
        Statistics.label("folded").coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
        Statistics.coverage(coverage -> {
            coverage.check("resync").percentage(share -> share > 1);
            coverage.check("no resync").percentage(share -> share > 1);
        });
    }

    private static List<FanoutWorld.Client> clients(FanoutWorld world) {
        List<FanoutWorld.Client> clients = new ArrayList<>();
        for (String person : Histories.PEOPLE) {
            Set<String> teams = Histories.PEOPLE.indexOf(person) < 2 ? Set.of("t-1", "t-9") : Set.of();
            Employers employers =
                    person.equals("google:4") ? Employers.EVERYONE : Employers.of(Set.of(Made.MANAGER, "m-2"));
            clients.add(world.client(
                    new Caller(person, Profile.UNKNOWN, Optional.empty(), false, employers, teams, false)));
        }
        for (String managerId : List.of(Made.MANAGER, "m-2")) {
            clients.add(world.client(new Caller(
                    "boss:" + managerId,
                    Profile.UNKNOWN,
                    Optional.of(managerId),
                    false,
                    Employers.NOBODY,
                    Set.of(),
                    false)));
        }
        return clients;
    }

    private static void happen(FanoutWorld world, List<FanoutWorld.Client> clients, Random random) {
        FanoutWorld.Process process = world.processes.get(random.nextInt(world.processes.size()));
        FanoutWorld.Client client = clients.get(random.nextInt(clients.size()));
        switch (random.nextInt(16)) {
            case 0, 1 -> world.record(random.nextInt(4));
            case 2, 3 -> process.receive(random.nextInt(5));
            case 4, 5, 6 -> process.turn(1 + random.nextInt(6));
            case 7, 8, 9 -> {
                if (!client.isConnected()) {
                    client.connect(process);
                }
            }
            case 10, 11, 12 -> client.read(1 + random.nextInt(4));
            case 13 -> client.cut();
            case 14 -> client.ping();
            default -> {
                switch (random.nextInt(40)) {
                    case 0, 1 -> process.begin();
                    case 2 -> process.breakOff(random.nextInt(world.life.size()));
                    default -> {}
                }
            }
        }
    }

    /** Everything is recorded and received; every client is connected and reads. */
    private static void settle(FanoutWorld world, List<FanoutWorld.Client> clients) {
        world.record(Integer.MAX_VALUE / 2);
        clients.stream()
                .filter(client -> !client.isConnected())
                .forEach(client -> client.connect(world.processes.get(0)));
        world.processes.forEach(process -> process.receive(Integer.MAX_VALUE / 2));
        while (!world.processes.stream().allMatch(FanoutWorld.Process::isIdle)
                || !clients.stream().allMatch(FanoutWorld.Client::hasReadAll)) {
            world.processes.forEach(process -> process.turn(Integer.MAX_VALUE));
            clients.forEach(client -> client.read(Integer.MAX_VALUE));
        }
    }
}
