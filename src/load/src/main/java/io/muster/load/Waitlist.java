package io.muster.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.gatling.javaapi.core.PopulationBuilder;
import io.muster.history.Entry.Places;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * Everybody wants a place of one role, or to wait for one; some a place that the manager grants. Many give theirs up again, at random,
 * and whoever waits longest comes in, while the {@link ManagersHand} is at work. Everybody confirms times and place. At the end as
 * many are in as there are places; the history shows that nobody overtook.
 */
record Waitlist(Settings settings) implements OneEvent {
    private static final int MOST_WAITING = 500;
    private static final int WAITING_OF_PEOPLE = 5;
    private static final double GIVING_UP = 0.4;
    private static final int LONGEST_PAUSE_MS = 2_000;
    private static final String GRANTED = "Supervisor";
    private static final int PEOPLE_PER_REQUEST = 5;
    private static final int MOVED_TO = 2;

    @Override
    public String described() {
        return settings.users() + " people accept, wait or ask at once, many give up again and all confirm, for "
                + roles() + ", and the manager changes it meanwhile";
    }

    @Override
    public List<Api.Role> roles() {
        int waiting = Math.max(1, Math.min(MOST_WAITING, settings.users() / WAITING_OF_PEOPLE));
        return List.of(
                new Api.Role(settings.role(), settings.capacity(), waiting, false),
                new Api.Role(GRANTED, settings.capacity(), waiting, true),
                ManagersHand.lastRole(MOVED_TO));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("waitlist")
                .exec(feed(everybody(run)))
                .exec(session ->
                        session.userId() % PEOPLE_PER_REQUEST == 0 ? session.set(Press.ROLE, GRANTED) : session)
                .exec(Press.acceptOrStandBy(run.recorder()))
                .pause(session -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MS)))
                .exec(doIf(session -> Press.wasAnswered(session, 200)
                                && ThreadLocalRandom.current().nextDouble() < GIVING_UP)
                        .then(Press.giveUp(run.recorder())))
                .exec(doIf(session -> !Press.wasAnswered(session, 200)).then(Press.acceptOrStandBy(run.recorder())))
                .exec(Press.confirm(run.recorder()))
                .exec(doIf(session -> Press.wasRefused(session, "CHANGED_SINCE"))
                        .then(Press.confirm(run.recorder())))
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        ManagersHand hand = ManagersHand.start(run);
        return () -> {
            hand.close();
            List<Places> roles = run.api().stored(run.events().get(0)).places();
            if (roles.get(0).taken() != places()) {
                run.recorder().complain("at the end " + roles + ", and not " + places() + " in the first");
            }
        };
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long declined = recorded(answers, "decline");
        long confirmed = recorded(answers, "confirm");
        return List.of(
                new Verdict(declined > 0, declined + " gave up"),
                new Verdict(confirmed > 0, confirmed + " confirmed"),
                new Verdict(
                        answers.accepted() > places(),
                        answers.accepted() + " came in or waited, more than there are places"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }

    private static long recorded(Answers answers, String response) {
        return answers.count(call -> call.response().equals(response) && call.status() == 200);
    }
}
