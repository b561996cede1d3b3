package io.muster.api.people;

import java.util.Optional;
import java.util.function.Supplier;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Problems;
import io.smallrye.mutiny.Uni;

/** Repeats what reads, decides and stores, where somebody else has stored something in between. */
final class Attempts {
    private static final int MOST = 5;

    private Attempts() {}

    /**
     * The result of the first attempt that stored one.
     *
     * @param attempt empty where what it had read was not stored any more
     * @return fails with {@code OVERLOADED} where others are always quicker
     */
    static <T> Uni<T> untilStored(Supplier<Uni<Optional<T>>> attempt) {
        return attempt(attempt, MOST);
    }

    private static <T> Uni<T> attempt(Supplier<Uni<Optional<T>>> attempt, int left) {
        return Uni.createFrom().deferred(attempt::get).chain(result -> {
            if (result.isPresent()) {
                return Uni.createFrom().item(result.get());
            }
            return left > 1
                    ? attempt(attempt, left - 1)
                    : Uni.createFrom()
                            .failure(() ->
                                    new ProblemException(ProblemType.OVERLOADED).retryAfter(Problems.soonOrLater()));
        });
    }
}
