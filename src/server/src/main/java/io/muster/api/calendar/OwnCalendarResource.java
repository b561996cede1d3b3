package io.muster.api.calendar;

import java.util.Optional;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The address of the calendar of one's own places. */
@Path("/api/me/calendar")
public class OwnCalendarResource {
    private final CurrentCaller callers;
    private final NewAddresses addresses;
    private final Pages pages;

    OwnCalendarResource(CurrentCaller callers, NewAddresses addresses, Pages pages) {
        this.callers = callers;
        this.addresses = addresses;
        this.pages = pages;
    }

    @POST
    public Uni<RestResponse<ObjectNode>> make(
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String language, @Context UriInfo uri) {
        return addresses.make(callers.token(), Optional.empty(), CalendarText.of(language), pages.origin(uri));
    }

    @DELETE
    public Uni<RestResponse<Void>> end() {
        return addresses.end(callers.token().userKey(), Optional.empty());
    }
}
