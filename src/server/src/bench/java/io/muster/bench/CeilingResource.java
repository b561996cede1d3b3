package io.muster.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The least this service can do for a press: check the token, read the body, answer JSON. */
@Path("/api/bench/ceiling")
public class CeilingResource {
    private final CurrentCaller callers;
    private final Map<Integer, byte[]> bodies = new ConcurrentHashMap<>();

    CeilingResource(CurrentCaller callers) {
        this.callers = callers;
    }

    /** The least this service can do for a read: check the token and send so many bytes that are there already. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> look(@QueryParam("bytes") int bytes) {
        callers.staff();
        byte[] body = bodies.computeIfAbsent(bytes, byte[]::new);
        return Uni.createFrom()
                .item(RestResponse.ResponseBuilder.ok(body)
                        .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .build());
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
