package io.muster.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import io.gatling.javaapi.core.PopulationBuilder;
import io.muster.history.Entry.Called;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Many events at the same time, of a firm that refuses places at the same time. Everybody presses on all of them, each in an order of their
 * own. Nobody gets two places, and everybody one as long as there are as many.
 */
record Friday(Settings settings) implements Scenario {
    private static final int EVENTS = 30;

    /** Not the day of the warm-up's event, in which somebody may have been left. */
    private static final int IN_DAYS = 20;

    private static final String EVENTS_LEFT = "eventsLeft";

    @Override
    public String described() {
        return settings.users() + " people press on each of " + EVENTS + " events at the same time, of " + roles();
    }

    @Override
    public int people() {
        return settings.users();
    }

    @Override
    public int events() {
        return EVENTS;
    }

    @Override
    public int inDays() {
        return IN_DAYS;
    }

    @Override
    public List<Api.Role> roles() {
        return List.of(new Api.Role(settings.role(), settings.capacity()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        run.api().refuseOverlap();
        return () -> {};
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("friday")
                .exec(feed(everybody(run)))
                .exec(repeat(EVENTS)
                        .on(
                                exec(session -> session.set(
                                        Press.EVENT,
                                        session.<Iterator<String>>get(EVENTS_LEFT)
                                                .next())),
                                Press.accept(run.recorder())))
                .injectOpen(atOnceUsers(settings.users()));
    }

    private Iterator<Map<String, Object>> everybody(Run run) {
        return run.tokens().people().subList(0, settings.users()).stream()
                .map(person -> Map.<String, Object>of(
                        Press.PERSON, person, EVENTS_LEFT, shuffled(run.events()), Press.ROLE, settings.role()))
                .iterator();
    }

    private static Iterator<String> shuffled(List<String> events) {
        List<String> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, ThreadLocalRandom.current());
        return shuffled.iterator();
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        List<String> in = accepts(answers).map(Called::person).toList();
        Set<String> different = new HashSet<>(in);
        int places = Math.min(settings.users(), EVENTS * settings.capacity());
        long refused = answers.count(call -> call.is("TIME_CONFLICT"));
        long others = answers.count(call -> call.status() != 200 && call.status() != 409);
        return List.of(
                new Verdict(
                        in.size() == different.size(),
                        in.size() + " places at the same time, of " + different.size() + " people"),
                new Verdict(different.size() == places, places + " of them for whom there is a place"),
                new Verdict(refused > 0, refused + " refused for another place at the time"),
                new Verdict(others == 0, others + " answers that are neither 200 nor 409"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }

    private static Stream<Called> accepts(Answers answers) {
        return answers.calls().stream().filter(call -> call.status() == 200);
    }
}
