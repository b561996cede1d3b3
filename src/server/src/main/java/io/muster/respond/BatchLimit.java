package io.muster.respond;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many commands the next batch of a lane takes, so that it fits its time. A batch costs a time of its own, whatever is in
 * it, and a time for each command; both are estimated from the last batches. A batch fits if it takes no longer than the aim, or
 * than twice its own cost where that is more: making it smaller still would gain little and decide fewer.
 *
 * <p>The limit falls at once when a batch did not fit or came to nothing. It grows by a factor a batch, and slowly once it has
 * had to fall. It is at least 1 and at most the setting. Without batches so far it is the setting. Used by the lane only.
 *
 * <p>A pause of the process looks like a slow command. So a batch tells little of much larger ones, and nobody may be refused for
 * what one batch took: {@link #leastTimeFor} rests on several.
 */
final class BatchLimit {
    /** A command's share of what a batch of one costs, until batches of different sizes tell: as measured on MongoDB 4.2. */
    private static final double FIRST_GUESS = 0.01;

    /** What an earlier batch counts beside the next one. */
    private static final double DECAY = 0.5;

    /** Sizes closer together than this part of their mean say nothing of what a command costs. */
    private static final double TELLING_SPREAD = 0.1;

    private static final double FIRST_GROWTH = 4;
    private static final double LATER_GROWTH = 1.25;
    private static final int FALL_IF_SLOW = 2;
    private static final int FALL_IF_NOTHING = 8;
    private static final int PATIENCE = 4;

    /** A batch that did not fill the limit leaves it at so many times its own size at least. */
    private static final int REACH = 8;

    /** So many batches, one after the other, are not slow by chance. */
    private static final int PACES = 3;

    private static final double CLEARLY_QUICKER = 0.5;

    private final int most;
    private final double aimNanos;
    private double growth = FIRST_GROWTH;
    private volatile int limit;

    private double weight;
    private double sizes;
    private double times;
    private double squares;
    private double products;
    /** The time of a batch of one, and the part of it that each further command costs as well. */
    private double costOfOne;

    private double commandShare = FIRST_GUESS;
    private boolean guessed;
    private boolean unanswered;
    /** Of the last batches that filled the limit and were settled. */
    private final Deque<Pace> paces = new ArrayDeque<>(PACES);

    /** The time of a batch, and that of one of its commands. */
    private record Pace(double batchNanos, double commandNanos) {}

    /**
     * Without batches so far.
     *
     * @param most never more commands
     * @param aim what a batch may take
     */
    BatchLimit(int most, Duration aim) {
        this.most = most;
        this.aimNanos = aim.toNanos();
        this.limit = most;
    }

    /** The most commands of the next batch; readable by any thread. */
    int commands() {
        return limit;
    }

    /** A batch of that many commands has been settled. */
    void settled(int commands, Duration took) {
        unanswered = false;
        if (guessed) {
            forget();
        }
        if (limit == 1) {
            // Batches of one tell nothing of a further command: without a new guess the limit would stay where it is.
            commandShare = FIRST_GUESS;
        }
        learn(commands, took.toNanos());
        int fitting = fitting();
        if (commands * 2 < limit) {
            limit = Math.min(limit, Math.max(fitting, commands * REACH));
            forgetPacesSlowerThan(took.toNanos() / commands);
            return;
        }
        keepPace(commands, took);
        if (took.toNanos() > allowedNanos()) {
            fall(Math.min(fitting, commands / FALL_IF_SLOW));
        } else if (fitting < limit) {
            limit = Math.max(1, fitting);
        } else {
            limit = (int) Math.min(fitting, grown(limit));
        }
    }

    /**
     * A batch of that many commands came to nothing in that time. What it would have taken is not known: until the next one is
     * settled, the smaller one is expected to take as long, and nobody is refused because of that.
     */
    void cameToNothing(int commands, Duration took) {
        unanswered = false;
        fall(commands / FALL_IF_NOTHING);
        forget();
        commandShare = 1;
        learn(limit, took.toNanos());
        guessed = true;
    }

    /** A batch got no answer in its patience: it was too short for this database, and the size is not to blame. */
    void wasUnanswered() {
        unanswered = true;
    }

    /** How long a batch may take before it is given up, as long as nothing is known but the aim. */
    static Duration patienceFor(Duration aim) {
        return aim.multipliedBy(PATIENCE);
    }

    /** Whether nothing is known of what batches take. */
    boolean knowsNothing() {
        return weight == 0;
    }

    /**
     * How long a batch may take before it is given up in favour of smaller ones.
     *
     * @param longest what any batch may take
     */
    Duration patience(Duration longest) {
        Duration patience = Duration.ofNanos((long) (PATIENCE * allowedNanos()));
        return unanswered || patience.compareTo(longest) > 0 ? longest : patience;
    }

    /**
     * What so many commands take at least: at the pace of the quickest of the last batches, or in as few batches as they can be, each as
     * quick as the quickest, whichever is less. A small batch tells of the one, a large one of the other. Zero as long as there were too
     * few batches to tell, and while the limit grows quickly.
     */
    Duration leastTimeFor(int commands) {
        boolean settling = limit < most && growth == FIRST_GROWTH;
        if (settling || paces.size() < PACES) {
            return Duration.ZERO;
        }
        double atItsPace =
                commands * paces.stream().mapToDouble(Pace::commandNanos).min().orElse(0);
        double inFewBatches = fewestBatches(commands)
                * paces.stream().mapToDouble(Pace::batchNanos).min().orElse(0);
        return Duration.ofNanos((long) Math.min(atItsPace, inFewBatches));
    }

    /** If the limit grows after each as far as the estimate lets it. */
    private int fewestBatches(int commands) {
        int reach = Math.max(limit, fitting());
        double size = limit;
        int batches = 0;
        for (int left = commands; left > 0; left -= (int) size, size = Math.min(reach, grown(size))) {
            batches++;
        }
        return batches;
    }

    private double grown(double size) {
        return Math.max(size + 1, size * growth);
    }

    /**
     * How long so many commands are expected to take, batch by batch; zero without batches so far.
     */
    Duration timeFor(int commands) {
        if (weight == 0) {
            return Duration.ZERO;
        }
        double batches = Math.ceil((double) commands / limit);
        return Duration.ofNanos((long) (batches * ownCost() + commands * commandCost()));
    }

    private void keepPace(int commands, Duration took) {
        if (paces.size() == PACES) {
            paces.remove();
        }
        paces.add(new Pace(took.toNanos(), (double) took.toNanos() / commands));
    }

    /** Most of what a small batch takes is its own cost. If a command of it is clearly quicker all the same, the slow time is over. */
    private void forgetPacesSlowerThan(double nanos) {
        if (paces.stream().allMatch(pace -> nanos < CLEARLY_QUICKER * pace.commandNanos())) {
            paces.clear();
        }
    }

    private void forget() {
        weight = 0;
        sizes = 0;
        times = 0;
        squares = 0;
        products = 0;
        guessed = false;
    }

    private void fall(int to) {
        limit = Math.max(1, Math.min(limit, to));
        growth = LATER_GROWTH;
    }

    private double allowedNanos() {
        return Math.max(aimNanos, 2 * ownCost());
    }

    /** The largest batch that fits by the estimate, at most the setting. */
    private int fitting() {
        double commands = (allowedNanos() - ownCost()) / Math.max(commandCost(), 1);
        return (int) Math.min(most, commands);
    }

    /** A line through the last batches, the older the lighter. */
    private void learn(int commands, double nanos) {
        weight = DECAY * weight + 1;
        sizes = DECAY * sizes + commands;
        times = DECAY * times + nanos;
        squares = DECAY * squares + (double) commands * commands;
        products = DECAY * products + commands * nanos;
        double meanSize = sizes / weight;
        double meanTime = times / weight;
        double variance = squares / weight - meanSize * meanSize;
        if (variance > Math.pow(TELLING_SPREAD * meanSize, 2)) {
            double slope = (products / weight - meanSize * meanTime) / variance;
            double command = Math.max(0, Math.min(slope, meanTime / meanSize));
            costOfOne = meanTime - command * (meanSize - 1);
            commandShare = costOfOne > 0 ? command / costOfOne : 1;
        } else {
            costOfOne = meanTime / (1 + commandShare * (meanSize - 1));
        }
    }

    private double commandCost() {
        return costOfOne * commandShare;
    }

    private double ownCost() {
        return costOfOne - commandCost();
    }
}
