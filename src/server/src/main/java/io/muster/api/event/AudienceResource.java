package io.muster.api.event;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.access.CurrentCaller;
import io.muster.api.access.ForManagers;
import io.muster.api.list.ListConfig;
import io.muster.api.list.PageLimit;
import io.muster.api.list.Sealed;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.AudienceView;
import io.muster.event.Digest;
import io.muster.event.Response;
import io.muster.store.people.AudienceLists;
import io.muster.store.people.MemberLists;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The members of the firm that an event is for, and what they have answered; not for a token that may only read. */
@Path(EventPaths.EVENT + "/audience")
@ForManagers
public class AudienceResource {
    private final CurrentCaller callers;
    private final OwnEvents own;
    private final AudienceLists lists;
    private final ListConfig config;

    AudienceResource(CurrentCaller callers, OwnEvents own, AudienceLists lists, ListConfig config) {
        this.callers = callers;
        this.own = own;
        this.lists = lists;
        this.config = config;
    }

    /** Whose answers are wanted. */
    private enum Wanted {
        ALL,
        NONE,
        ANSWERED;

        static Wanted of(Optional<String> answer) {
            return answer.map(it -> it.equals(AudienceView.NONE) ? NONE : ANSWERED)
                    .orElse(ALL);
        }
    }

    @GET
    public Uni<ObjectNode> audience(
            @PathParam("id") String id,
            @QueryParam("answer") @Nullable String answer,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return own.whole(callers.managerWhoMayWrite(), id).chain(event -> {
            Optional<String> wanted = answer(answer);
            int size = PageLimit.of(limit, config);
            String scope = Digest.hex("audience", event.id().toHexString(), wanted.orElse(""));
            Optional<String> after = given(cursor)
                    .map(text -> Sealed.open(scope, text)
                            .orElseThrow(() ->
                                    ProblemException.invalid("cursor", "must be the nextCursor of the same list")));
            return lists.named(event)
                    .chain(named -> lists.count(named)
                            .chain(count -> part(named, wanted, after, size + 1)
                                    .map(rows -> AudienceView.of(
                                            named, count, first(rows, size), next(scope, rows, size)))));
        });
    }

    private Uni<List<MemberLists.Row>> part(
            AudienceLists.Named named, Optional<String> answer, Optional<String> after, int limit) {
        return switch (Wanted.of(answer)) {
            case ALL -> lists.page(named, member -> true, after, limit);
            case NONE -> lists.page(named, member -> named.entry(member).isEmpty(), after, limit);
            case ANSWERED ->
                Uni.createFrom().item(AudienceLists.part(named.answered(response(answer.orElseThrow())), after, limit));
        };
    }

    private static List<MemberLists.Row> first(List<MemberLists.Row> rows, int size) {
        return rows.subList(0, Math.min(rows.size(), size));
    }

    private static Optional<String> next(String scope, List<MemberLists.Row> rows, int size) {
        return rows.size() > size
                ? Optional.of(Sealed.seal(scope, rows.get(size - 1).ord()))
                : Optional.empty();
    }

    private static Optional<String> answer(@Nullable String answer) {
        Optional<String> given = given(answer);
        if (given.filter(it ->
                        !it.equals(AudienceView.NONE) && Response.ofWireName(it).isEmpty())
                .isPresent()) {
            throw ProblemException.invalid("answer", "must be none, accept, standby or decline");
        }
        return given;
    }

    private static Response response(String answer) {
        return Response.ofWireName(answer).orElseThrow();
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(it -> !it.isBlank());
    }
}
