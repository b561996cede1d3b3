package io.muster.load;

import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.rendezVous;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * The whole rush: everybody opens the app at the same moment (a socket, the list, the event), presses ACCEPT together,
 * watches the places go, and looks at the list again.
 */
record Rush(Settings settings) implements OneEvent {
    private static final int WATCHED_S = 2;

    @Override
    public String described() {
        return settings.users()
                + " people open a socket, read the list and the event, press ACCEPT, watch and read again,"
                + " all at once, for " + roles();
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("rush")
                .exec(
                        feed(everybody(run)),
                        Look.open(run.recorder()),
                        Look.list(run.recorder()),
                        Look.event(run.recorder()),
                        rendezVous(settings.users()),
                        Press.accept(run.recorder()))
                .pause(WATCHED_S)
                .exec(Look.list(run.recorder()), Look.close())
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long places = places();
        return List.of(
                new Verdict(answers.accepted() == places, answers.accepted() + " accepted, exactly " + places),
                new Verdict(
                        answers.full() == settings.users() - places,
                        answers.full() + " refused as full, all others: " + (settings.users() - places)),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
