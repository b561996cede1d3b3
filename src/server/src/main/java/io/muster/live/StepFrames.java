package io.muster.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.StaffEntry;
import io.muster.live.step.Step;

/** The frames of some steps, each rendered once for all its receivers. */
final class StepFrames {
    private final Frames frames;
    private final ResponsesAsOf responses;
    private final Optional<ReplayFrameCache> replayFrames;
    private final Map<Notice, Map<String, Frame>> ofStep = new HashMap<>();

    private StepFrames(Frames frames, ResponsesAsOf responses, Optional<ReplayFrameCache> replayFrames) {
        this.frames = frames;
        this.responses = responses;
        this.replayFrames = replayFrames;
    }

    /** For steps as they happen. */
    static StepFrames now(Frames frames, ResponsesAsOf responses) {
        return new StepFrames(frames, responses, Optional.empty());
    }

    /** For steps replayed after a reconnect. */
    static StepFrames again(Frames frames, ResponsesAsOf responses, ReplayFrameCache replayFrames) {
        return new StepFrames(frames, responses, Optional.of(replayFrames));
    }

    /** The frames of a step for one listener, without those it has seen. */
    List<Frame> of(Step step, Listening listener) {
        List<Notice> notices = notices(step, listener);
        int seen = listener.seen().framesSeen(step.position());
        List<Frame> told = new ArrayList<>(notices.size());
        for (int number = seen + 1; number <= notices.size(); number++) {
            told.add(frame(step, notices.get(number - 1), LastEventId.id(step.position(), number, notices.size())));
        }
        return told;
    }

    /** The step has been sent to all; the next one follows. */
    void pass(Step step) {
        responses.pass(step);
        ofStep.clear();
    }

    private List<Notice> notices(Step step, Listening listener) {
        Optional<String> manager = listener.managerId();
        if (manager.isPresent()) {
            return manager.get().equals(step.line().managerId())
                    ? FrameRules.ofManager(step, listener.caller().readOnly())
                    : List.of();
        }
        String userKey = listener.caller().userKey();
        if (step.line().userKey().filter(userKey::equals).isPresent()) {
            return FrameRules.ofStaff(step, listener.caller(), step.responseBefore(), step.responseAfter());
        }
        Optional<StaffEntry> response = responses.of(step.line().eventId(), userKey);
        return FrameRules.ofStaff(step, listener.caller(), response, ResponsesAsOf.after(step, response));
    }

    private Frame frame(Step step, Notice notice, String id) {
        return replayFrames
                .map(made -> made.frame(id, notice, () -> Frame.of(frames.text(step, notice, id))))
                .orElseGet(() -> ofStep.computeIfAbsent(notice, first -> new HashMap<>())
                        .computeIfAbsent(
                                id,
                                first -> new Frame(
                                        frames.text(step, notice, id),
                                        Optional.of(step.line().at()))));
    }
}
