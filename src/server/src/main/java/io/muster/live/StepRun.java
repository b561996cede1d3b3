package io.muster.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.muster.live.step.Step;
import org.jspecify.annotations.Nullable;

/**
 * Steps that follow each other in the stream and in one batch, each about one person: a receiver whom none of them concerns
 * is sent one frame for all. Any other step is a run of its own.
 *
 * @param steps at least one, of consecutive versions of one event
 */
record StepRun(List<Step> steps) {

    Step first() {
        return steps.get(0);
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    /** The steps that a listener has not seen, or not all frames of. */
    List<Step> unseen(LastEventId seen) {
        int from = 0;
        while (from < steps.size() && !seen.isBefore(steps.get(from).position())) {
            from++;
        }
        return steps.subList(from, steps.size());
    }

    /** Whether it has this step. */
    boolean has(Step step) {
        return first().position().compareTo(step.position()) <= 0
                && step.position().compareTo(last().position()) <= 0;
    }

    /** Each step as a run of its own. */
    List<StepRun> singles() {
        return steps.stream().map(step -> new StepRun(List.of(step))).toList();
    }

    /**
     * The runs of steps that follow each other in the stream, read as they are asked for.
     *
     * @param longest the most steps of a run
     */
    static Iterator<StepRun> of(Iterator<Step> steps, int longest) {
        return new Runs(steps, longest);
    }

    /** The frame that says that an event is full follows the frame of its version, so the run ends there. */
    private static boolean goOn(Step step, Step next) {
        return FrameRules.isAboutOnePerson(step)
                && FrameRules.isAboutOnePerson(next)
                && !FrameRules.becameFull(step)
                && next.line().follows(step.line());
    }

    private static final class Runs implements Iterator<StepRun> {
        private final Iterator<Step> steps;
        private final int longest;
        private @Nullable Step next;

        private Runs(Iterator<Step> steps, int longest) {
            this.steps = steps;
            this.longest = longest;
            this.next = read();
        }

        private @Nullable Step read() {
            return steps.hasNext() ? steps.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public StepRun next() {
            Step step = next;
            if (step == null) {
                throw new NoSuchElementException();
            }
            List<Step> run = new ArrayList<>(List.of(step));
            next = read();
            while (next != null && run.size() < longest && goOn(step, next)) {
                step = next;
                run.add(step);
                next = read();
            }
            return new StepRun(run);
        }
    }
}
