package io.muster.live;

import java.time.Instant;
import java.util.List;

import io.muster.identity.Caller;
import io.muster.live.step.Step;
import io.muster.store.Attendances;

/**
 * Frames that a test reads without a parser: {@code id event version type stepping}, or {@code id welcome}. Of several versions
 * it is {@code id event first-last type stepping}.
 */
class PlainFrames implements Frames {
    static final String RESYNC = "- resync";

    @Override
    public String welcome(Caller caller, List<String> topics, String id, Instant at) {
        return id + " welcome";
    }

    @Override
    public String resync() {
        return RESYNC;
    }

    @Override
    public String resync(String id) {
        return id + " resync";
    }

    @Override
    public String pong(String id) {
        return id + " pong";
    }

    @Override
    public String error(String code, String message) {
        return "- error " + code;
    }

    @Override
    public String attendance(Attendances.Noted noted) {
        return "- attendance " + noted.userKey();
    }

    @Override
    public String text(Step step, Notice notice, String id) {
        return id + " " + told(step, notice);
    }

    /** A frame without its id. */
    static String told(Step step, Notice notice) {
        String first = notice.fromVersion().map(version -> version + "-").orElse("");
        return step.line().eventId() + " " + first + step.line().version() + " " + notice.type() + " "
                + notice.stepping();
    }
}
