package io.muster.api.people;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.answer.Answers;
import io.muster.api.answer.JsonPart;
import io.muster.api.body.EntityTag;
import io.muster.api.body.JsonBody;
import io.muster.api.http.IdempotencyKey;
import io.muster.api.list.ListConfig;
import io.muster.api.view.Format;
import io.muster.api.view.Json;
import io.muster.identity.Caller;
import io.muster.people.Member;
import io.muster.store.people.MemberLists;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The members of the manager's firm; not for a token that may only read. */
@Path(MemberPaths.MEMBERS)
@ForManagers
public class MembersResource {
    private final CurrentCaller callers;
    private final NewMembers made;
    private final MemberLists lists;
    private final SheetExport sheets;
    private final ListConfig config;
    private final JsonBody json;

    MembersResource(
            CurrentCaller callers,
            NewMembers made,
            MemberLists lists,
            SheetExport sheets,
            ListConfig config,
            JsonBody json) {
        this.callers = callers;
        this.made = made;
        this.lists = lists;
        this.sheets = sheets;
        this.config = config;
        this.json = json;
    }

    /** As a sheet, or as JSON. */
    @GET
    @Produces(Answers.JSON)
    public Uni<RestResponse<byte[]>> list(
            @BeanParam MemberParams params, @QueryParam("format") @Nullable String format) {
        String managerId = OwnMembers.firmOf(callers.managerWhoMayWrite());
        Optional<MemberLists.Query> query = params.query(managerId);
        return switch (Format.of(format)) {
            case JSON -> listed(query, params);
            case CSV ->
                query.map(it -> sheets.of(it, params))
                        .orElseGet(() -> Uni.createFrom().item(sheets.empty()));
        };
    }

    private Uni<RestResponse<byte[]>> listed(Optional<MemberLists.Query> query, MemberParams params) {
        int limit = params.limit(config);
        return query.map(it -> lists.page(it, params.after(it), limit + 1).map(rows -> page(rows, limit, it)))
                .orElseGet(() -> Uni.createFrom().item(page(List.of(), Optional.empty())))
                .map(page -> Format.JSON.answer(JsonPart.bytes(page)));
    }

    private static ObjectNode page(List<MemberLists.Row> rows, int limit, MemberLists.Query query) {
        return rows.size() <= limit
                ? page(rows, Optional.empty())
                : page(
                        rows.subList(0, limit),
                        Optional.of(
                                MemberParams.cursor(query, rows.get(limit - 1).ord())));
    }

    private static ObjectNode page(List<MemberLists.Row> rows, Optional<String> cursor) {
        ObjectNode page = Json.object();
        ArrayNode list = page.putArray("members");
        rows.forEach(row -> list.add(MemberView.of(row.member())));
        page.set("nextCursor", Json.text(cursor));
        return page;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ObjectNode>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, byte @Nullable [] body) {
        Caller manager = callers.managerWhoMayWrite();
        Optional<String> checked = IdempotencyKey.of(Optional.ofNullable(key));
        return MemberProblems.of(made.make(manager, json.read(body == null ? new byte[0] : body), checked))
                .map(MembersResource::created);
    }

    private static RestResponse<ObjectNode> created(Member member) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, MemberView.of(member))
                .header(EntityTag.HEADER, EntityTag.of(member.version()))
                .header(
                        HttpHeaders.LOCATION,
                        MemberPaths.MEMBERS + "/" + member.id().toHexString())
                .build();
    }
}
