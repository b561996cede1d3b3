package io.muster.api;

import java.util.Map;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForAdmins;
import io.muster.api.access.ForManagers;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;

/** Addresses that tests call to see what the layers before a resource do. */
@Path("/api/probe")
public class ProbeResource {
    private final CurrentCaller callers;

    ProbeResource(CurrentCaller callers) {
        this.callers = callers;
    }

    /** @param count a JSON integer */
    public record Body(String text, Integer count, Boolean flag) {}

    @GET
    @Path("/caller")
    public Uni<Map<String, Object>> caller() {
        Caller caller = callers.staff();
        return Uni.createFrom()
                .item(Map.of(
                        "userKey", caller.userKey(),
                        "name", caller.profile().name().orElse(""),
                        "managerId", caller.managerId().orElse(""),
                        "admin", caller.admin()));
    }

    @GET
    @ForManagers
    @Path("/manager")
    public Map<String, Object> managerReads() {
        return Map.of("managerId", callers.manager().managerId().orElseThrow());
    }

    @POST
    @ForManagers
    @Path("/manager")
    public Map<String, Object> managerWrites(JsonNode body) {
        return Map.of("managerId", callers.manager().managerId().orElseThrow());
    }

    @GET
    @ForAdmins
    @Path("/admin")
    public Map<String, Object> admin() {
        return Map.of("userKey", callers.admin().userKey());
    }

    @POST
    @Path("/record")
    @Consumes("application/json")
    public Map<String, Object> record(Body body) {
        return Map.of("text", String.valueOf(body.text()), "count", String.valueOf(body.count()));
    }

    @POST
    @Path("/tree")
    @Consumes("application/json")
    public Uni<JsonNode> tree(JsonNode body) {
        return Uni.createFrom().item(body);
    }

    @GET
    @Path("/late")
    public Uni<Map<String, Object>> late() {
        return Uni.createFrom()
                .item(Map.<String, Object>of("late", true))
                .onItem()
                .delayIt()
                .by(java.time.Duration.ofSeconds(1));
    }

    /** A mebibyte, in so many milliseconds. */
    @GET
    @Path("/page")
    @Produces("application/json")
    public Uni<byte[]> page(@QueryParam("after") int after) {
        byte[] page = ("\"" + "x".repeat((1 << 20) - 2) + "\"").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Uni.createFrom().item(page).onItem().delayIt().by(java.time.Duration.ofMillis(after + 1L));
    }

    @GET
    @Path("/fault")
    public Uni<String> fault() {
        return Uni.createFrom().failure(new IllegalStateException("secret\nforged line"));
    }

    @GET
    @Path("/never")
    public Uni<String> never() {
        return Uni.createFrom().nothing();
    }

    @POST
    @Path("/never")
    public Uni<String> neverWritten(JsonNode body) {
        return Uni.createFrom().nothing();
    }
}
