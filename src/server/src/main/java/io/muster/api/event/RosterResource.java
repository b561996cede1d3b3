package io.muster.api.event;

import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.answer.Answers;
import io.muster.api.answer.JsonPart;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.Csv;
import io.muster.api.view.Roster;
import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.store.Attendances;
import io.muster.store.People;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who is in, for the manager to print or to open in a spreadsheet; not for a token that may only read. */
@Path(EventPaths.EVENT + "/roster")
@ForManagers
public class RosterResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final People people;
    private final Attendances attendances;

    RosterResource(CurrentCaller callers, OwnEvents own, People people, Attendances attendances) {
        this.callers = callers;
        this.own = own;
        this.people = people;
        this.attendances = attendances;
    }

    private enum Format {
        JSON,
        CSV
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> roster(@PathParam("id") String id, @QueryParam("format") @Nullable String format) {
        return own.whole(callers.managerWhoMayWrite(), id).chain(event -> written(event, format(format)));
    }

    private Uni<RestResponse<byte[]>> written(Event event, Format format) {
        return people.byKeys(event.accepted().stream().map(StaffEntry::userKey).toList())
                .chain(profiles -> attendances.of(event.id()).map(attendance -> Roster.of(event, profiles, attendance)))
                .map(roster -> switch (format) {
                    case JSON -> answer(JsonPart.bytes(roster.json()), Answers.JSON);
                    case CSV -> answer(roster.csv(), Csv.MEDIA_TYPE);
                });
    }

    private static RestResponse<byte[]> answer(byte[] body, String mediaType) {
        return RestResponse.ResponseBuilder.ok(body)
                .header("Content-Type", mediaType)
                .build();
    }

    private static Format format(@Nullable String format) {
        return Optional.ofNullable(format)
                .filter(it -> !it.isBlank())
                .map(it -> switch (it) {
                    case "json" -> Format.JSON;
                    case "csv" -> Format.CSV;
                    default -> throw ProblemException.invalid("format", "must be json or csv");
                })
                .orElse(Format.JSON);
    }
}
