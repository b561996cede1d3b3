package io.muster.load;

import java.time.Duration;
import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

/** A load scenario, and its own conditions besides those of every history. */
interface Scenario {

    /** A one-line description for the report. */
    String described();

    /** The number of different people it needs. */
    int people();

    /** The number of sockets that are open meanwhile, of other people than those who respond. */
    default int listeners() {
        return 0;
    }

    int events();

    /** The roles of each event. */
    List<Api.Role> roles();

    /** In how many days the events are. */
    default int inDays() {
        return 14;
    }

    /** How long after it was made an event opens; zero for at once. */
    default Duration opensIn() {
        return Duration.ZERO;
    }

    PopulationBuilder crowd(Run run);

    /** Runs during the scenario, from before the first request until it is closed. */
    default AutoCloseable beside(Run run) {
        return () -> {};
    }

    List<Verdict> verdicts(Answers answers);

    /** @throws RefusedException if there is no scenario of that name */
    static Scenario named(String name, Settings settings) {
        return switch (name) {
            case "burst" -> Burst.of(settings);
            case "mixed" -> Burst.mixed(settings);
            case "duplicates" -> Burst.duplicates(settings);
            case "fanout" -> Burst.watched(settings);
            case "churn" -> new Churn(settings);
            case "friday" -> new Friday(settings);
            case "opening" -> new Opening(settings);
            case "ramp" -> new Ramp(settings);
            case "rush" -> new Rush(settings);
            case "soak" -> new Soak(settings);
            case "steady" -> new Steady(settings);
            case "waitlist" -> new Waitlist(settings);
            default ->
                throw new RefusedException(
                        "no scenario is named " + name
                                + ": burst, mixed, churn, duplicates, friday, opening, ramp, rush, soak, steady, fanout, waitlist");
        };
    }

    /** Whether a condition holds. @param what the condition, with figures */
    record Verdict(boolean holds, String what) {
        @Override
        public String toString() {
            return (holds ? "  ok    " : "  FAILS ") + what;
        }
    }
}
