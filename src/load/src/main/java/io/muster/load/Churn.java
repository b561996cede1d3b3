package io.muster.load;

import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/** Everybody accepts, declines and accepts again, on one event, all at once. */
record Churn(Settings settings) implements OneEvent {

    @Override
    public String described() {
        return settings.users() + " people accept, decline and accept again, all at once, for " + roles();
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("churn")
                .exec(
                        feed(everybody(run)),
                        Press.accept(run.recorder()),
                        Press.decline(run.recorder()),
                        Press.accept(run.recorder()))
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        return List.of(
                new Verdict(answers.total() == 3L * settings.users(), answers.total() + " answers to 3 presses each"),
                new Verdict(answers.other() == 0, answers.other() + " answers that are neither 200 nor 409"),
                new Verdict(
                        answers.accepted() >= places(),
                        answers.accepted() + " accepts recorded, at least as many as places"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
