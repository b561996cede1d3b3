package io.muster.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.gatling.javaapi.core.PopulationBuilder;
import io.muster.history.Entry.Stored;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Everybody wants a place of one role, or to wait for one. Many give theirs up again, at random, and whoever waits longest comes in.
 * At the end as many are in as there are places; the history shows that nobody overtook.
 */
record Waitlist(Settings settings) implements OneEvent {
    private static final int MOST_WAITING = 500;
    private static final int WAITING_OF_PEOPLE = 5;
    private static final double GIVING_UP = 0.4;
    private static final int LONGEST_PAUSE_MS = 2_000;

    @Override
    public String described() {
        return settings.users() + " people accept or wait at once, and many give up again, for " + roles();
    }

    @Override
    public List<Api.Role> roles() {
        int waiting = Math.max(1, Math.min(MOST_WAITING, settings.users() / WAITING_OF_PEOPLE));
        return List.of(new Api.Role(settings.role(), settings.capacity(), waiting));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("waitlist")
                .exec(feed(everybody(run)), Press.acceptOrStandBy(run.recorder()))
                .pause(session -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MS)))
                .exec(doIf(session -> Press.wasAnswered(session, 200)
                                && ThreadLocalRandom.current().nextDouble() < GIVING_UP)
                        .then(Press.decline(run.recorder())))
                .exec(doIf(session -> !Press.wasAnswered(session, 200)).then(Press.acceptOrStandBy(run.recorder())))
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        return () -> {
            Stored event = run.api().stored(run.events().get(0));
            if (event.acceptedCount() != places()) {
                run.recorder().complain(event.acceptedCount() + " are in at the end, not " + places());
            }
        };
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long declined = answers.count(call -> call.response().equals("decline") && call.status() == 200);
        return List.of(
                new Verdict(declined > 0, declined + " gave up"),
                new Verdict(
                        answers.accepted() > places(),
                        answers.accepted() + " came in or waited, more than there are places"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
