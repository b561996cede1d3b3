package io.muster.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.view.Json;
import io.muster.store.erasure.Erasures;
import org.bson.types.ObjectId;

/** Jobs as JSON (docs/api.md#jobs). */
public final class JobView {
    private JobView() {}

    /** What says that a job was made. */
    public static ObjectNode made(ObjectId job) {
        return Json.object().put("job", job.toHexString());
    }

    static ObjectNode of(Erasures.Job job) {
        ObjectNode json = Json.object()
                .put("id", job.id().toHexString())
                .put("kind", "erasure")
                .put("state", job.finishedAt().isPresent() ? "done" : "running")
                .put("events", job.events())
                .put("startedAt", Json.instant(job.startedAt()));
        json.set("finishedAt", Json.text(job.finishedAt().map(Json::instant)));
        return json;
    }
}
