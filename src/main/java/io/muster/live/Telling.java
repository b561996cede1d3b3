package io.muster.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.StaffEntry;

/** The frames of some steps, each made once however many receive it. */
final class Telling {
    private final Frames frames;
    private final Standings standings;
    private final Optional<Retold> retold;
    private final Map<Notice, Map<String, Frame>> ofStep = new HashMap<>();

    private Telling(Frames frames, Standings standings, Optional<Retold> retold) {
        this.frames = frames;
        this.standings = standings;
        this.retold = retold;
    }

    /** Of steps as they happen. */
    static Telling now(Frames frames, Standings standings) {
        return new Telling(frames, standings, Optional.empty());
    }

    /** Of steps to somebody who was away. */
    static Telling again(Frames frames, Standings standings, Retold retold) {
        return new Telling(frames, standings, Optional.of(retold));
    }

    /** What one listener is told of a step, without what it has seen of it. */
    List<Frame> of(Step step, Listener listener) {
        List<Notice> notices = notices(step, listener);
        int seen = listener.seen().framesSeen(step.position());
        List<Frame> told = new ArrayList<>(notices.size());
        for (int number = seen + 1; number <= notices.size(); number++) {
            told.add(frame(step, notices.get(number - 1), ResumePoint.id(step.position(), number, notices.size())));
        }
        return told;
    }

    /** The step has been told to all: the next one follows. */
    void pass(Step step) {
        standings.pass(step);
        ofStep.clear();
    }

    private List<Notice> notices(Step step, Listener listener) {
        Optional<String> manager = listener.managerId();
        if (manager.isPresent()) {
            return manager.get().equals(step.line().managerId())
                    ? Sight.ofManager(step, listener.caller().readOnly())
                    : List.of();
        }
        String userKey = listener.caller().userKey();
        if (step.line().userKey().filter(userKey::equals).isPresent()) {
            return Sight.ofStaff(step, listener.caller(), step.standingBefore(), step.standingAfter());
        }
        Optional<StaffEntry> standing = standings.of(step.line().eventId(), userKey);
        return Sight.ofStaff(step, listener.caller(), standing, standing);
    }

    private Frame frame(Step step, Notice notice, String id) {
        return retold.map(made -> made.frame(id, notice, () -> Frame.of(frames.text(step, notice, id))))
                .orElseGet(() -> ofStep.computeIfAbsent(notice, first -> new HashMap<>())
                        .computeIfAbsent(
                                id,
                                first -> new Frame(
                                        frames.text(step, notice, id),
                                        Optional.of(step.line().at()))));
    }
}
