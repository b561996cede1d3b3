package io.muster.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * People come and go, and others listen and write down everything, until somebody says that it is enough: whatever is done to
 * the service meanwhile, everybody is answered and told as if nothing were.
 */
final class Steady implements Scenario {
    private static final int TURNS_OF_A_POOL = 5;

    /** So many that a hash of their paths leaves no process without one. */
    private static final int EVENTS = 12;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Settings settings;
    private final Path end;

    /** @throws RefusedException if nothing would end it */
    Steady(Settings settings) {
        this.settings = settings;
        this.end = settings.until()
                .orElseThrow(
                        () -> new RefusedException("the scenario steady ends when there is a file: -Duntil=<file>"));
    }

    @Override
    public String described() {
        return settings.users() + " people at a time accept and decline on " + events() + " events until " + end
                + " is there, " + listeners() + " listen";
    }

    /** More than press at the same time: nobody presses twice at once. */
    @Override
    public int people() {
        return TURNS_OF_A_POOL * settings.users();
    }

    @Override
    public int listeners() {
        return settings.sockets();
    }

    @Override
    public int events() {
        return EVENTS;
    }

    @Override
    public List<Api.Role> roles() {
        return List.of(new Api.Role(settings.role(), settings.capacity()));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("steady")
                .exec(asLongAsDuring(session -> !Files.exists(end), settings.length())
                        .on(exec(
                                ComeAndGo.chain(run, people(), exec(pause(SHORTEST_PAUSE, LONGEST_PAUSE))),
                                exec(pause(SHORTEST_PAUSE, LONGEST_PAUSE)))))
                .injectOpen(atOnceUsers(settings.users()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        return Listeners.open(run, listeners(), listeners());
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        return List.of(
                new Verdict(Files.exists(end), "it went on until " + end + " was there"),
                new Verdict(answers.accepted() > 0, answers.accepted() + " accepts recorded"),
                new Verdict(answers.other() == 0, answers.other() + " answers that are neither 200 nor 409"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors());
    }
}
