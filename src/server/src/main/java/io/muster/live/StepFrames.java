package io.muster.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.live.step.Step;

/** The frames of some steps, each rendered once for all its receivers. */
final class StepFrames {
    private final Frames frames;
    private final ResponsesAsOf responses;
    private final Function<String, List<Step>> ownSteps;
    private final Optional<ReplayFrameCache> replayFrames;
    private final Map<Notice, Map<String, Frame>> ofRun = new HashMap<>();

    private StepFrames(
            Frames frames,
            ResponsesAsOf responses,
            Function<String, List<Step>> ownSteps,
            Optional<ReplayFrameCache> replayFrames) {
        this.frames = frames;
        this.responses = responses;
        this.ownSteps = ownSteps;
        this.replayFrames = replayFrames;
    }

    /** For steps as they happen. */
    static StepFrames now(Frames frames, ResponsesAsOf responses, List<Step> steps) {
        Map<String, List<Step>> byPerson = new HashMap<>();
        steps.forEach(step -> step.line()
                .userKey()
                .ifPresent(userKey -> byPerson.computeIfAbsent(userKey, first -> new ArrayList<>())
                        .add(step)));
        return new StepFrames(
                frames, responses, userKey -> byPerson.getOrDefault(userKey, List.of()), Optional.empty());
    }

    /**
     * For steps replayed after a reconnect.
     *
     * @param own those that concern the person who is back
     */
    static StepFrames again(Frames frames, ResponsesAsOf responses, List<Step> own, ReplayFrameCache replayFrames) {
        return new StepFrames(frames, responses, userKey -> own, Optional.of(replayFrames));
    }

    /**
     * The frames of a run for one listener, without those it has seen. A manager receives those of each step. A staff member
     * receives those of the steps that concern it, and between them one for all the others.
     */
    List<Frame> of(StepRun run, Listening listener) {
        List<Step> unseen = run.unseen(listener.seen());
        if (unseen.isEmpty()) {
            return List.of();
        }
        List<Frame> told = new ArrayList<>();
        Optional<String> manager = listener.managerId();
        if (manager.isEmpty()) {
            staff(run, unseen, listener, told);
        } else if (manager.get().equals(run.first().line().managerId())) {
            unseen.forEach(step ->
                    add(step, FrameRules.ofManager(step, listener.caller().readOnly()), listener, told));
        }
        return told;
    }

    private void staff(StepRun run, List<Step> unseen, Listening listener, List<Frame> told) {
        Caller caller = listener.caller();
        long first = unseen.get(0).line().version();
        Optional<StaffEntry> response = responses.of(run.first().line().eventId(), caller.userKey());
        int next = 0;
        for (Step own : ownSteps.apply(caller.userKey())) {
            if (!run.has(own)) {
                continue;
            }
            int place = (int) (own.line().version() - first);
            if (place >= 0) {
                others(unseen.subList(next, place), listener, response, told);
                add(own, FrameRules.ofStaff(own, caller, own.responseBefore(), own.responseAfter()), listener, told);
                next = place + 1;
            }
            response = own.responseAfter();
        }
        others(unseen.subList(next, unseen.size()), listener, response, told);
    }

    /** Steps of a run that do not concern the listener: it sees all of them or none, and they leave its response as it is. */
    private void others(List<Step> steps, Listening listener, Optional<StaffEntry> response, List<Frame> told) {
        if (steps.isEmpty()) {
            return;
        }
        Step last = steps.get(steps.size() - 1);
        List<Notice> notices =
                FrameRules.ofStaff(last, listener.caller(), response, ResponsesAsOf.after(last, response));
        if (steps.size() > 1 && !notices.isEmpty()) {
            notices = new ArrayList<>(notices);
            notices.set(0, notices.get(0).from(steps.get(0).line().version()));
        }
        add(last, notices, listener, told);
    }

    private void add(Step step, List<Notice> notices, Listening listener, List<Frame> told) {
        int seen = listener.seen().framesSeen(step.position());
        for (int number = seen + 1; number <= notices.size(); number++) {
            String id = listener.bound(LastEventId.id(step.position(), number, notices.size()));
            told.add(frame(step, notices.get(number - 1), id));
        }
    }

    /** The run has been sent to all; the next one follows. */
    void pass(StepRun run) {
        run.steps().forEach(responses::pass);
        ofRun.clear();
    }

    private Frame frame(Step step, Notice notice, String id) {
        return replayFrames
                .map(made -> made.frame(id, notice, () -> Frame.of(frames.text(step, notice, id))))
                .orElseGet(() -> ofRun.computeIfAbsent(notice, first -> new HashMap<>())
                        .computeIfAbsent(
                                id,
                                first -> new Frame(
                                        frames.text(step, notice, id),
                                        Optional.of(step.line().at()))));
    }
}
