package io.muster.load;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Everybody sends an accept at the same moment, so many times, for one event.
 *
 * @param users the number of people, the first one for the first role, and so on
 * @param presses the number of accepts of each person
 */
record Burst(Settings settings, int users, List<Api.Role> roles, int presses, int listeners) implements Scenario {
    private static final List<String> THREE = List.of("Server", "Cook", "Bartender");

    static Burst of(Settings settings) {
        return new Burst(settings, settings.users(), one(settings), 1, 0);
    }

    static Burst mixed(Settings settings) {
        List<Api.Role> roles = THREE.stream()
                .map(role -> new Api.Role(role, settings.capacity()))
                .toList();
        return new Burst(settings, settings.users(), roles, 1, 0);
    }

    static Burst duplicates(Settings settings) {
        return new Burst(settings, settings.users(), one(settings), 5, 0);
    }

    static Burst watched(Settings settings) {
        return new Burst(settings, settings.users(), one(settings), 1, settings.sockets());
    }

    private static List<Api.Role> one(Settings settings) {
        return List.of(new Api.Role(settings.role(), settings.capacity()));
    }

    @Override
    public String described() {
        return users + " people press ACCEPT" + (presses > 1 ? " " + presses + " times" : "") + " at once, for " + roles
                + (listeners > 0 ? ", and " + listeners + " listen" : "");
    }

    @Override
    public int people() {
        return users;
    }

    @Override
    public int events() {
        return 1;
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        List<Map<String, Object>> thumbs = new ArrayList<>();
        for (int press = 0; press < presses; press++) {
            for (int i = 0; i < users; i++) {
                thumbs.add(Map.of(
                        Press.PERSON, run.tokens().people().get(i),
                        Press.EVENT, run.events().get(0),
                        Press.ROLE, roles.get(i % roles.size()).name()));
            }
        }
        Iterator<Map<String, Object>> each = thumbs.iterator();
        return scenario("burst").exec(feed(each), Press.accept(run.recorder())).injectOpen(atOnceUsers(thumbs.size()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        return Listeners.open(run, listeners, listeners);
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long refused = answers.full() + answers.inAlready();
        return List.of(
                new Verdict(answers.accepted() == places(), answers.accepted() + " accepted, exactly " + places()),
                new Verdict(
                        refused == answers.total() - places(),
                        refused + " refused with 409, all others: " + (answers.total() - places())),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }

    /** The places that can be taken by these people. */
    private long places() {
        return IntStream.range(0, roles.size())
                .mapToLong(role -> Math.min(roles.get(role).places(), (users + roles.size() - 1 - role) / roles.size()))
                .sum();
    }
}
