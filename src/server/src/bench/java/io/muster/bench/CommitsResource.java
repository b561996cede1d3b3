package io.muster.bench;

import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;

/** When the versions of an event were committed: {@link CommitTimes}. */
@Path("/api/bench/commits")
public class CommitsResource {

    /** By version. */
    @GET
    @Path("{event}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Map<Long, Long>> times(@PathParam("event") String eventId) {
        return Uni.createFrom().item(CommitTimes.take(eventId));
    }
}
