package io.muster.api.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.body.EntityTag;
import io.muster.event.Event;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with the version of their event in {@code ETag}. */
final class Versions {
    private Versions() {}

    /** An answer with its event's version. */
    static RestResponse<ObjectNode> tagged(RestResponse.Status status, ObjectNode event) {
        return builder(status, event).build();
    }

    static RestResponse.ResponseBuilder<ObjectNode> builder(RestResponse.Status status, ObjectNode event) {
        return RestResponse.ResponseBuilder.create(status, event)
                .header(EntityTag.HEADER, EntityTag.of(event.path("version").longValue()));
    }

    /** The tag of an event as it was read. */
    static String tag(Event event) {
        return EntityTag.of(event.version());
    }
}
