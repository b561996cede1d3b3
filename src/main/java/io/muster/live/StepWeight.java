package io.muster.live;

/**
 * About how many bytes a step holds by itself, and an event that is kept as long as it has steps. What a step shares with
 * others, the event's head above all, counts where it changed.
 */
final class StepWeight {
    private static final int STEP = 900;
    private static final int ROLE = 64;
    private static final int HEAD = 4_000;
    private static final int PERSON = 200;
    private static final int NAMED = 600;

    private StepWeight() {}

    static int of(LiveEvent event) {
        return HEAD + PERSON * (event.accepted().size() + event.declined().size());
    }

    static int of(Step step) {
        int weight = STEP + step.line().after().roles().size() * ROLE;
        if (step.headBefore().filter(head -> head == step.head()).isEmpty()) {
            weight += HEAD
                    + PERSON
                            * (step.head().audience().userKeys().size()
                                    + step.head().barred().size());
        }
        return weight
                + step.lists()
                        .map(lists -> NAMED
                                * (lists.accepted().size() + lists.declined().size()))
                        .orElse(0);
    }
}
