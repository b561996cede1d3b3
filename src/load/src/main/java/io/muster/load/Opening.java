package io.muster.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Everybody presses ACCEPT every second until an event opens, by a clock of one's own that is up to a second off. Exactly the places are
 * given, to those who are decided first once it is open.
 */
record Opening(Settings settings) implements OneEvent {
    private static final Duration OPENS_IN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_PRESSES = Duration.ofSeconds(1);

    @Override
    public String described() {
        return settings.users() + " people press ACCEPT every second until it opens, for " + roles();
    }

    @Override
    public Duration opensIn() {
        return OPENS_IN;
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("opening")
                .exec(feed(everybody(run)))
                .pause(session -> Duration.ofMillis(ThreadLocalRandom.current().nextLong(BETWEEN_PRESSES.toMillis())))
                .exec(
                        Press.accept(run.recorder()),
                        asLongAs(session -> Press.wasRefused(session, "NOT_OPEN_YET"))
                                .on(exec(session -> session)
                                        .pause(BETWEEN_PRESSES)
                                        .exec(Press.accept(run.recorder()))))
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long places = places();
        long early =
                answers.count(call -> call.code().filter("NOT_OPEN_YET"::equals).isPresent());
        return List.of(
                new Verdict(early >= settings.users(), early + " presses before it opened"),
                new Verdict(answers.accepted() == places, answers.accepted() + " accepted, exactly " + places),
                new Verdict(
                        answers.full() == settings.users() - places,
                        answers.full() + " refused as full, all others: " + (settings.users() - places)),
                new Verdict(answers.other() == early, "nobody is refused otherwise"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
