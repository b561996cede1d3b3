package io.muster.load;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import io.muster.history.Entry.Called;
import io.muster.load.Scenario.Verdict;

/** The answers to all requests of a scenario. */
record Answers(List<Called> calls) {

    long total() {
        return calls.size();
    }

    long accepted() {
        return count(call -> call.response().equals("accept") && call.status() == 200);
    }

    long ok() {
        return count(call -> call.status() == 200);
    }

    long full() {
        return count(call -> call.code().filter("CAPACITY_FULL"::equals).isPresent());
    }

    long inAlready() {
        return count(call -> call.code().filter("ALREADY_ACCEPTED"::equals).isPresent());
    }

    long networkErrors() {
        return count(call -> call.status() == 0);
    }

    long other() {
        return total() - ok() - full() - inAlready() - networkErrors();
    }

    long count(Predicate<Called> which) {
        return calls.stream().filter(which).count();
    }

    /** A percentile of the response time, measured from before the connection was opened. */
    Duration percentile(int percent) {
        long[] nanos = calls.stream()
                .mapToLong(call -> call.end() - call.start())
                .sorted()
                .toArray();
        return nanos.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(nanos[Math.max(0, (int) Math.ceil(nanos.length * percent / 100.0) - 1)]);
    }

    Answers where(Predicate<Called> which) {
        return new Answers(calls.stream().filter(which).toList());
    }

    Verdict withoutNetworkErrors() {
        return new Verdict(networkErrors() == 0, networkErrors() + " network errors");
    }

    Verdict within(Duration limit) {
        long millis = percentile(95).toMillis();
        return new Verdict(millis <= limit.toMillis(), "P95 " + millis + " ms, at most " + limit.toMillis());
    }
}
