package io.muster.api.event;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.answer.Answers;
import io.muster.api.answer.JsonPart;
import io.muster.api.view.Format;
import io.muster.api.view.Roster;
import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.store.Attendances;
import io.muster.store.people.Members;
import io.muster.store.people.Profiles;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Who is in, for the manager to print or to open in a spreadsheet; not for a token that may only read. */
@Path(EventPaths.EVENT + "/roster")
@ForManagers
public class RosterResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final Profiles profiles;
    private final Members members;
    private final Attendances attendances;

    RosterResource(CurrentCaller callers, OwnEvents own, Profiles profiles, Members members, Attendances attendances) {
        this.callers = callers;
        this.own = own;
        this.profiles = profiles;
        this.members = members;
        this.attendances = attendances;
    }

    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> roster(@PathParam("id") String id, @QueryParam("format") @Nullable String format) {
        return own.whole(callers.managerWhoMayWrite(), id).chain(event -> written(event, Format.of(format)));
    }

    private Uni<RestResponse<byte[]>> written(Event event, Format format) {
        List<String> userKeys =
                event.accepted().stream().map(StaffEntry::userKey).toList();
        return profiles.of(event.managerId(), userKeys)
                .chain(known -> members.phones(event.managerId(), userKeys)
                        .chain(phones -> attendances
                                .of(event.id())
                                .map(attendance -> Roster.of(event, known, phones, attendance))))
                .map(roster -> switch (format) {
                    case JSON -> format.answer(JsonPart.bytes(roster.json()));
                    case CSV -> format.answer(roster.csv());
                });
    }
}
