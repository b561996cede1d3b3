package io.muster.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/** A constant load for a limited time, with sockets that connect and disconnect: memory must not grow. */
final class Soak implements Scenario {
    private static final int USERS_PER_ONE_A_SECOND = 20;
    private static final int WRITING_DOWN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Settings settings;
    private final List<Watch.Sample> samples = new ArrayList<>();

    /** @throws RefusedException if there is no address for its metrics */
    Soak(Settings settings) {
        if (settings.target().isPresent() && settings.metrics().isEmpty()) {
            throw new RefusedException("the soak of a -Dtarget reads -Dmetrics=<address of its metrics>");
        }
        this.settings = settings;
    }

    private double rate() {
        return Math.max(1, settings.users() / USERS_PER_ONE_A_SECOND);
    }

    @Override
    public String described() {
        return rate() + " people a second accept and decline on " + events() + " events for "
                + settings.length().toMinutes() + " minutes, " + listeners() + " sockets come and go";
    }

    @Override
    public int people() {
        return Math.max(events(), settings.users() / events() * events());
    }

    @Override
    public int listeners() {
        return settings.sockets();
    }

    @Override
    public int events() {
        return 20;
    }

    @Override
    public List<Api.Role> roles() {
        return List.of(new Api.Role(settings.role(), 40));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("soak")
                .exec(ComeAndGo.chain(run, people(), exec(pause(Duration.ofMillis(500), Duration.ofMillis(1_500)))))
                .injectOpen(constantUsersPerSec(rate()).during(settings.length()));
    }

    @Override
    public AutoCloseable beside(Run run) {
        Listeners listeners = Listeners.open(run, listeners(), WRITING_DOWN);
        Watch watch = Watch.start(run, samples, listeners::exchangeSome);
        return () -> {
            watch.close();
            listeners.close();
            samples.add(afterwards(run));
        };
    }

    /** The service notices a closed socket a moment later. */
    private static Watch.Sample afterwards(Run run) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Watch.Sample sample = Watch.sample(run);
        while (sample.sockets() + sample.laneDepth() > 0 && System.nanoTime() < limit) {
            Api.pause(Duration.ofMillis(100));
            sample = Watch.sample(run);
        }
        return sample;
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        List<Verdict> verdicts = new ArrayList<>(List.of(
                new Verdict(answers.other() == 0, answers.other() + " answers that are neither 200 nor 409"),
                answers.within(settings.limit()),
                answers.withoutNetworkErrors()));
        verdicts.addAll(Growth.verdicts(samples, listeners()));
        return verdicts;
    }
}
