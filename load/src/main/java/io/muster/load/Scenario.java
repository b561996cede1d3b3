package io.muster.load;

import java.util.List;

import io.gatling.javaapi.core.PopulationBuilder;

/** What the crowd does, and what must have come of it beside what every history is held to. */
interface Scenario {

    /** In one line, for the report. */
    String described();

    /** How many different people it needs. */
    int people();

    /** How many of them listen on a socket meanwhile, after those who press. */
    default int listeners() {
        return 0;
    }

    int events();

    /** Of each event. */
    List<Api.Role> roles();

    PopulationBuilder crowd(Run run);

    /** Runs beside the crowd, from before its first press until it is closed. */
    default AutoCloseable beside(Run run) {
        return () -> {};
    }

    List<Verdict> verdicts(Answers answers);

    /** @throws Refused if there is none of that name */
    static Scenario named(String name, Settings settings) {
        return switch (name) {
            case "burst" -> Burst.of(settings);
            case "mixed" -> Burst.mixed(settings);
            case "duplicates" -> Burst.duplicates(settings);
            case "fanout" -> Burst.watched(settings);
            case "churn" -> new Churn(settings);
            case "ramp" -> new Ramp(settings);
            case "soak" -> new Soak(settings);
            default ->
                throw new Refused(
                        "no scenario is named " + name + ": burst, mixed, churn, duplicates, ramp, soak, fanout");
        };
    }
}
