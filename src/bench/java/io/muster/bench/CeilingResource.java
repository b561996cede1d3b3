package io.muster.bench;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Callers;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The least this service can do for a press: check the token, read the body, answer JSON. */
@Path("/api/bench/ceiling")
public class CeilingResource {
    private final Callers callers;

    CeilingResource(Callers callers) {
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ObjectNode> press(byte @Nullable [] body) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("userKey", callers.staff().userKey());
        answer.put("length", body == null ? 0 : body.length);
        return Uni.createFrom().item(answer);
    }
}
