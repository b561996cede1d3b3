package io.muster.api.calendar;

import java.util.Optional;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.view.Json;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The address of a manager's calendar of the firm's events; not for a token that may only read. Each manager has an own one. */
@Path("/api/firm/calendar")
@ForManagers
public class FirmCalendarResource {
    private final CurrentCaller callers;
    private final NewAddresses addresses;
    private final Pages pages;

    FirmCalendarResource(CurrentCaller callers, NewAddresses addresses, Pages pages) {
        this.callers = callers;
        this.addresses = addresses;
        this.pages = pages;
    }

    @GET
    public Uni<ObjectNode> has() {
        return addresses.has(callers.token(), firm()).map(has -> Json.object().put("calendar", has));
    }

    @POST
    public Uni<RestResponse<ObjectNode>> make(
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language, @Context UriInfo uri) {
        return addresses.make(callers.token(), firm(), CalendarText.of(language), pages.origin(uri));
    }

    @DELETE
    public Uni<RestResponse<Void>> end() {
        return addresses.end(callers.token().userKey(), firm());
    }

    private Optional<String> firm() {
        return callers.managerWhoMayWrite().managerId();
    }
}
