package io.muster.api.live;

import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.list.ServerTimestamp;
import io.muster.api.view.Json;
import io.muster.identity.Caller;
import io.muster.live.Frames;
import io.muster.live.Notice;
import io.muster.live.step.Step;
import io.muster.store.Attendances;

/** Renders frames as JSON. Stateless. */
@Singleton
final class FrameJson implements Frames {

    @Override
    public String welcome(Caller caller, List<String> topics, String id, Instant at) {
        ObjectNode data = Json.object();
        data.put("userKey", caller.userKey());
        data.set("topics", Json.strings(topics));
        data.put("serverTimestamp", ServerTimestamp.of(caller, at));
        return frame(id, "welcome").set("data", data).toString();
    }

    @Override
    public String resync() {
        return Json.object().put("event", "resync").toString();
    }

    @Override
    public String resync(String id) {
        return frame(id, "resync").toString();
    }

    @Override
    public String pong(String id) {
        return frame(id, "pong").toString();
    }

    @Override
    public String error(String code, String message) {
        ObjectNode data = Json.object().put("code", code).put("message", message);
        return Json.object().put("event", "error").set("data", data).toString();
    }

    @Override
    public String attendance(Attendances.Noted noted) {
        String eventId = noted.eventId().toHexString();
        ObjectNode data = Json.object();
        data.put("eventId", eventId);
        data.put("id", eventId);
        data.put("timestamp", Json.instant(noted.changedAt()));
        data.put("userId", noted.userKey());
        data.set("state", Json.text(noted.attendance().map(it -> it.state().wireName())));
        data.set("at", Json.text(noted.attendance().map(it -> Json.instant(it.at()))));
        return Json.object().put("event", "staff:attendance").set("data", data).toString();
    }

    @Override
    public String text(Step step, Notice notice, String id) {
        ObjectNode data = notice.receiver()
                .fold(
                        manager -> new ManagerData(step, notice, manager.readOnly()).json(),
                        staff -> new StaffData(step, notice, staff).json());
        return frame(id, notice.type().wireName()).set("data", data).toString();
    }

    private static ObjectNode frame(String id, String event) {
        return Json.object().put("id", id).put("event", event);
    }
}
