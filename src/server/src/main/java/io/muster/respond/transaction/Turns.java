package io.muster.respond.transaction;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.store.write.TurnNumbers;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The turns of the lanes of several processes at one event, as one lane has them. A lane that takes a turn draws a number, waits
 * until all before it are served, changes the event, and ends its turn. Without turns each change would abort those of all
 * other processes that have begun, and one process could be first again and again.
 *
 * <p>Whoever holds a turn may be dead: the next one waits for a number that does not move only as long as some batches take, and
 * then moves it on. A turn is a hint. Where the database does not answer, the lane goes on without.
 */
public final class Turns {
    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final int PATIENCE = 4;
    private static final Duration SOONEST_LOOK = Duration.ofMillis(2);
    private static final Duration LATEST_LOOK = Duration.ofMillis(250);
    private static final int LOOKS_A_BATCH = 4;
    private static final int FAILURES_IN_TURN = 4;
    private static final long NO_NUMBER = 0;

    /** As long as a batch may take. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(4);

    private final TurnNumbers numbers;
    private final ObjectId eventId;
    private final Timing timing;
    private final Duration shortestPatience;
    private final Duration firstPatience;
    private volatile Duration batch = Duration.ZERO;
    private volatile long number = NO_NUMBER;

    /** How often the end of a turn was sent and is not answered yet. */
    private final AtomicInteger ending = new AtomicInteger();

    private volatile boolean reached;
    private volatile boolean unavailable;

    /** How long a number that does not move is waited for at least, as this lane has learned. */
    private volatile Duration least;

    /** Until when this turn may be of no use. */
    private volatile @Nullable Deadline patient;

    /** Whether this turn came by moving on a number that stood still. */
    private volatile boolean hasMovedOn;

    /**
     * Of a lane that has no turn.
     *
     * @param shortestPatience how long a number that does not move is waited for at least
     * @param firstPatience the same, as long as this lane does not know what a batch takes
     */
    public Turns(
            TurnNumbers numbers, ObjectId eventId, Timing timing, Duration shortestPatience, Duration firstPatience) {
        this.numbers = numbers;
        this.eventId = eventId;
        this.timing = timing;
        this.shortestPatience = shortestPatience;
        this.firstPatience = firstPatience;
        this.least = shortestPatience;
    }

    /** What a batch takes: how often it is worth looking, and how long a number may stand still. */
    public void batchTakes(Duration time) {
        batch = time;
    }

    /**
     * Whether a turn would help a batch that has failed so often: the lane has none, and the last one it asked for came; or whatever
     * it has has not kept others away for as long as one is waited for. A turn that came late may have been moved on, and another lane
     * is at work in it; or the lane has itself moved on one who is still at work, and whoever came next would be no better off.
     */
    public boolean areWorthTakingAfter(int failures) {
        if (number == NO_NUMBER) {
            return failures >= FAILURES_IN_TURN || !unavailable;
        }
        Deadline giveUp = patient;
        return failures >= FAILURES_IN_TURN && (giveUp == null || giveUp.hasPassed());
    }

    /**
     * What came of the batch of this turn. Whoever moves a number on and meets others at work all the same has taken for dead whom
     * the database let wait: the next one is waited for longer.
     *
     * @param conflicts whether others changed the event meanwhile
     */
    public void metOthers(boolean conflicts) {
        if (hasMovedOn) {
            least = conflicts ? shorter(least.multipliedBy(2), LONGEST_PATIENCE) : shortestPatience;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Completes when it is this lane's turn; at once if it has it already. Never fails. */
    public Uni<Void> take() {
        if (number != NO_NUMBER) {
            return Uni.createFrom().voidItem();
        }
        return unlessSilent(numbers.draw(eventId))
                .chain(this::drawn)
                .invoke(() -> unavailable = false)
                .onFailure()
                .invoke(failure -> {
                    unavailable = true;
                    LOG.debugf(failure, "event=turn eventId=%s outcome=none", eventId);
                })
                .onFailure()
                .recoverWithNull();
    }

    /** Lets the next one go. Does nothing without a turn. A number whose turn had not come is left for others to move on. */
    public void end() {
        long mine = number;
        number = NO_NUMBER;
        hasMovedOn = false;
        patient = null;
        if (mine != NO_NUMBER && reached) {
            ending.incrementAndGet();
            numbers.serve(eventId, mine)
                    .onTermination()
                    .invoke(ending::decrementAndGet)
                    .subscribe()
                    .with(served -> {}, failure -> {});
        }
    }

    /** How many of the numbers that are open as the event is read now may be this lane's own. */
    public int ownOpen() {
        return (number == NO_NUMBER ? 0 : 1) + ending.get();
    }

    private Uni<Void> drawn(TurnNumbers.Drawn drawn) {
        reached = false;
        number = drawn.number();
        return await(drawn.number(), drawn.served(), timing.in(patience()), 1);
    }

    /**
     * Waits for the numbers before this one.
     *
     * @param served the last of them that has been served, as far as is known
     * @param still until when it may stand still
     * @param step by how many it is moved on then: twice as many each time, since whatever killed one may have killed many
     */
    private Uni<Void> await(long mine, long served, Deadline still, long step) {
        if (mine != number || served >= mine - 1) {
            reached = mine == number;
            patient = timing.in(patience());
            return Uni.createFrom().voidItem();
        }
        if (still.hasPassed()) {
            long moved = Math.min(served + step, mine - 1);
            hasMovedOn = true;
            return unlessSilent(numbers.serve(eventId, moved))
                    .chain(() -> await(mine, moved, timing.in(patience()), 2 * step));
        }
        return timing.pause(untilNextLook(mine - 1 - served))
                .chain(() -> unlessSilent(numbers.served(eventId)))
                .chain(now ->
                        now > served ? await(mine, now, timing.in(patience()), 1) : await(mine, served, still, step));
    }

    private Duration patience() {
        Duration batches = batch.isZero() ? firstPatience : batch.multipliedBy(PATIENCE);
        return batches.compareTo(least) > 0 ? batches : least;
    }

    private Duration untilNextLook(long ahead) {
        Duration wait = ahead > 1 ? batch.multipliedBy(ahead - 1) : batch.dividedBy(LOOKS_A_BATCH);
        if (wait.compareTo(SOONEST_LOOK) < 0) {
            return SOONEST_LOOK;
        }
        return wait.compareTo(LATEST_LOOK) > 0 ? LATEST_LOOK : wait;
    }

    /** A hint is not worth waiting for. */
    private <T> Uni<T> unlessSilent(Uni<T> answer) {
        Uni<T> silence = timing.pause(patience())
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no answer in time")));
        return Uni.combine().any().of(answer, silence);
    }
}
