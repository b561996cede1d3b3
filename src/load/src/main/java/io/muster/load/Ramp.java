package io.muster.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.gatling.javaapi.core.PopulationBuilder;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.incrementUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

/**
 * An increasing number of people per second accept and decline, on five events, up to {@code users} a second, to find
 * the limit.
 */
record Ramp(Settings settings) implements Scenario {
    private static final int LEVELS = 10;
    private static final Duration LEVEL = Duration.ofSeconds(6);
    private static final Duration KNEE = Duration.ofMillis(500);
    private static final int SECONDS_UNTIL_BACK = 4;

    @Override
    public String described() {
        return "from " + step() + " to " + LEVELS * step() + " people a second accept and decline on " + events()
                + " events of " + roles();
    }

    private int step() {
        return Math.max(1, settings.users() / LEVELS);
    }

    @Override
    public int people() {
        return Math.max(events(), LEVELS * step() * SECONDS_UNTIL_BACK / events() * events());
    }

    @Override
    public int events() {
        return 5;
    }

    @Override
    public List<Api.Role> roles() {
        return List.of(new Api.Role(settings.role(), 200));
    }

    @Override
    public PopulationBuilder crowd(Run run) {
        return scenario("ramp")
                .exec(ComeAndGo.chain(run, people(), exec(session -> session)))
                .injectOpen(incrementUsersPerSec(step())
                        .times(LEVELS)
                        .eachLevelLasting(LEVEL)
                        .startingFrom(step()));
    }

    @Override
    public List<Verdict> verdicts(Answers answers) {
        long first =
                answers.calls().stream().mapToLong(call -> call.start()).min().orElse(0);
        List<Answers> levels = IntStream.range(0, LEVELS)
                .mapToObj(level -> first + level * LEVEL.toNanos())
                .map(from -> answers.where(call -> call.start() >= from && call.start() < from + LEVEL.toNanos()))
                .toList();
        int borne = borne(levels);
        List<Verdict> verdicts = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            Answers ofLevel = levels.get(level);
            // Below the limit everybody is answered with a decision; beyond it some may be refused.
            boolean answered = ofLevel.total() > 0 && (level >= borne || ofLevel.other() == 0);
            verdicts.add(new Verdict(answered, told(level, ofLevel)));
        }
        verdicts.add(new Verdict(
                borne > 0,
                borne < LEVELS
                        ? "P95 leaves " + KNEE.toMillis() + " ms for good at " + (borne + 1) * step()
                                + " people a second"
                        : "P95 is under " + KNEE.toMillis() + " ms at the end"));
        verdicts.add(answers.withoutNetworkErrors());
        return verdicts;
    }

    /**
     * The levels up to the last one within the limit; a slow one before it, while the service warmed up, does not
     * count.
     */
    private static int borne(List<Answers> levels) {
        int borne = 0;
        for (int level = 0; level < levels.size(); level++) {
            if (levels.get(level).percentile(95).compareTo(KNEE) <= 0) {
                borne = level + 1;
            }
        }
        return borne;
    }

    private String told(int level, Answers answers) {
        return String.format(
                Locale.ROOT,
                "%5d people/s: %6d answers, %5d not 200 or 409, P50 %4d ms, P95 %4d ms, P99 %4d ms",
                (level + 1) * step(),
                answers.total(),
                answers.other() + answers.networkErrors(),
                answers.percentile(50).toMillis(),
                answers.percentile(95).toMillis(),
                answers.percentile(99).toMillis());
    }
}
