package io.muster.load;

import java.util.List;
import java.util.Map;

import io.gatling.javaapi.core.PopulationBuilder;
import io.muster.load.Tokens.Person;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/** Everybody accepts, declines and accepts again, on one event, all at once. */
record Churn(Settings settings) implements Scenario {

    @Override
    public String described() {
        return settings.users() + " people accept, decline and accept again, all at once, for " + roles();
    }

    @Override
    public int people() {
        return settings.users();
    }

    @Override
    public int events() {
        return 1;
    }

    @Override
    public List<Api.Role> roles() {
        return List.of(new Api.Role(settings.role(), settings.capacity()));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        List<Person> people = run.tokens().people().subList(0, settings.users());
        return scenario("churn")
                .exec(
                        feed(people.stream()
                                .map(person -> Map.<String, Object>of(
                                        Press.PERSON, person,
                                        Press.EVENT, run.events().get(0),
                                        Press.ROLE, settings.role()))
                                .iterator()),
                        Press.accept(run.recorder()),
                        Press.decline(run.recorder()),
                        Press.accept(run.recorder()))
                .injectOpen(atOnceUsers(people.size()));
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        return List.of(
                new Verdict(answers.total() == 3L * settings.users(), answers.total() + " answers to 3 presses each"),
                new Verdict(answers.other() == 0, answers.other() + " answers that are neither 200 nor 409"),
                new Verdict(
                        answers.accepted() >= Math.min(settings.capacity(), settings.users()),
                        answers.accepted() + " accepts recorded, at least as many as places"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
