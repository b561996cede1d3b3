package io.muster.api.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.QueryParam;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;
import io.muster.outbound.CloudEvents;
import io.muster.store.outbound.OutboundLog;
import org.jspecify.annotations.Nullable;

/** The query parameters of the feed as received. A parameter without a value counts as absent. */
public class FeedQuery {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final int USUAL_LIMIT = 100;
    private static final int LONGEST_WAIT_S = 8;

    @QueryParam("after")
    @Nullable
    String after;

    @QueryParam("types")
    @Nullable
    String types;

    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("wait")
    @Nullable
    String wait;

    /**
     * What is asked for.
     *
     * @param types empty for all
     */
    record Asked(long after, Set<String> types, int limit, Duration longest) {
        boolean has(String type) {
            return types.isEmpty() || types.contains(type);
        }
    }

    /** @throws ProblemException {@code VALIDATION} with everything that is wrong with it */
    Asked asked() {
        List<Violation> violations = new ArrayList<>();
        long from = whole("after", after, 0, Long.MAX_VALUE, 0, violations);
        int most = (int) whole("limit", limit, 1, OutboundLog.MOST, USUAL_LIMIT, violations);
        long longest = whole("wait", wait, 0, LONGEST_WAIT_S, 0, violations);
        Set<String> wanted = given(types).stream()
                .flatMap(it -> Stream.of(it.split(",", -1)))
                .map(String::strip)
                .map(it -> it.startsWith(CloudEvents.PREFIX) ? it.substring(CloudEvents.PREFIX.length()) : it)
                .collect(Collectors.toUnmodifiableSet());
        if (!CloudEvents.TYPES.containsAll(wanted)) {
            violations.add(new Violation("types", "must be types of the feed, with commas between them"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new Asked(from, wanted, most, Duration.ofSeconds(longest));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private static long whole(
            String name, @Nullable String value, long min, long max, long otherwise, List<Violation> violations) {
        long number = given(value)
                .map(it -> WHOLE.matcher(it).matches() ? Long.parseLong(it) : -1)
                .orElse(otherwise);
        if (number < min || number > max) {
            violations.add(new Violation(
                    name, "must be a whole number from " + min + (max == Long.MAX_VALUE ? " on" : " to " + max)));
        }
        return number;
    }
}
