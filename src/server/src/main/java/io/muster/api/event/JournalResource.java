package io.muster.api.event;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.JournalView;
import io.muster.identity.Caller;
import io.muster.store.read.JournalReads;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The journal of an event, for its manager; also of a deleted event. */
@Path(EventPaths.EVENT + "/journal")
@ForManagers
public class JournalResource {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;

    private final CurrentCaller callers;
    private final OwnEvents own;
    private final JournalReads journal;

    JournalResource(CurrentCaller callers, OwnEvents own, JournalReads journal) {
        this.callers = callers;
        this.own = own;
        this.journal = journal;
    }

    @GET
    public Uni<ObjectNode> entries(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Caller manager = callers.manager();
        return own.evenDeleted(manager, id).chain(event -> {
            JournalView view = new JournalView(manager.readOnly());
            return journal.each(
                            event.id(),
                            whole("after", after, 0, Long.MAX_VALUE, 0),
                            (int) whole("limit", limit, 1, MAX_LIMIT, DEFAULT_LIMIT),
                            JournalReads.Extent.OUTLINE,
                            view::add)
                    .replaceWith(view::json);
        });
    }

    private static long whole(String name, @Nullable String value, long min, long max, long otherwise) {
        long number = Optional.ofNullable(value)
                .filter(it -> !it.isBlank())
                .map(it -> WHOLE.matcher(it).matches() ? Long.parseLong(it) : -1)
                .orElse(otherwise);
        if (number < min || number > max) {
            throw ProblemException.invalid(
                    name, "must be a whole number from " + min + (max == MAX_LIMIT ? " to " + max : " on"));
        }
        return number;
    }
}
