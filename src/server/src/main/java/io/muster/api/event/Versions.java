package io.muster.api.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Event;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The version of an event in headers: {@code ETag: "3"}, {@code If-Match: "3"}. */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final String ANY = "*";

    private Versions() {}

    /**
     * The version a change is based on; {@code *} matches any.
     *
     * @throws ProblemException {@code VALIDATION} if it is no version
     */
    static Optional<Long> ifMatch(@Nullable String header) {
        if (header == null || header.strip().equals(ANY)) {
            return Optional.empty();
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw ProblemException.invalid("If-Match", "must be an ETag this service gave");
        }
        return Optional.of(Long.parseLong(tag.group(1)));
    }

    /** An answer with its event's version. */
    static RestResponse<ObjectNode> tagged(RestResponse.Status status, ObjectNode event) {
        return builder(status, event).build();
    }

    static RestResponse.ResponseBuilder<ObjectNode> builder(RestResponse.Status status, ObjectNode event) {
        return RestResponse.ResponseBuilder.create(status, event)
                .header("ETag", tag(event.path("version").longValue()));
    }

    /** The tag of an event as it was read. */
    static String tag(Event event) {
        return tag(event.version());
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
