package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Decision;
import org.bson.types.ObjectId;

/**
 * People who accept and decline in turns, each waiting for the answer before going on; whoever hears that an outcome is
 * unknown repeats with the same key until it is known.
 */
final class Churn implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_REPEATS = 100;
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(200);

    private final Lanes lanes;
    private final ObjectId eventId;
    private final ExecutorService people;
    private final List<Future<?>> working = new ArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    final Queue<String> refused = new ConcurrentLinkedQueue<>();
    final Queue<UndecidedException.Reason> failures = new ConcurrentLinkedQueue<>();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
    final AtomicInteger unknownResolved = new AtomicInteger();

    Churn(Lanes lanes, ObjectId eventId, String name, int count) {
        this.lanes = lanes;
        this.eventId = eventId;
        this.people = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            String person = name + "-" + i;
            working.add(people.submit(() -> goOn(person)));
        }
    }

    private void goOn(String person) {
        for (int turn = 0; !enough.get(); turn++) {
            String key = person + "/" + turn;
            KeyedCommand request =
                    turn % 2 == 0 ? Requests.accept(person, Requests.ROLE, key) : Requests.decline(person, key);
            send(request, key);
        }
    }

    private void send(KeyedCommand request, String key) {
        for (int repeat = 0; repeat < MOST_REPEATS; repeat++) {
            long start = System.nanoTime();
            try {
                Outcome outcome = lanes.submit(eventId, request).await().atMost(LONGEST);
                heard(outcome.decision(), key, repeat);
                return;
            } catch (UndecidedException failure) {
                failures.add(failure.reason());
                if (failure.reason() != UndecidedException.Reason.OUTCOME_UNKNOWN && repeat == 0) {
                    refused.add(key);
                    return;
                }
                // Whoever is told at once that there is no room is not heard sooner by asking again at once.
                LockSupport.parkNanos(BETWEEN_REPEATS.toNanos());
            } finally {
                longestNanos.accumulate(System.nanoTime() - start);
            }
        }
        throw new IllegalStateException("never heard what became of " + key);
    }

    private void heard(Decision decision, String key, int repeat) {
        if (decision instanceof Decision.Recorded || decision instanceof Decision.Replayed) {
            acknowledged.add(key);
        } else {
            refused.add(key);
        }
        if (repeat > 0) {
            unknownResolved.incrementAndGet();
        }
    }

    /** The longest anybody waited for an answer of any kind. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** Lets everybody finish the turn they are at, and fails if somebody broke off. */
    void stop() throws Exception {
        enough.set(true);
        for (Future<?> person : working) {
            person.get();
        }
    }

    @Override
    public void close() {
        enough.set(true);
        people.shutdownNow();
    }
}
