package io.muster.api.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.body.EntityTag;
import io.muster.people.Firm;
import io.muster.people.MemberState;
import io.muster.people.WireNames;
import io.muster.store.people.MemberLists;
import io.muster.store.people.Teams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with a firm and how many people it has. */
@Singleton
class FirmAnswers {
    private final MemberLists members;
    private final Teams teams;

    FirmAnswers(MemberLists members, Teams teams) {
        this.members = members;
        this.teams = teams;
    }

    Uni<RestResponse<ObjectNode>> answer(RestResponse.Status status, Firm firm) {
        return counts(firm.managerId())
                .map(counts -> RestResponse.ResponseBuilder.create(status, FirmView.of(firm, counts))
                        .header(EntityTag.HEADER, EntityTag.of(firm.version()))
                        .build());
    }

    private Uni<Map<String, Long>> counts(String managerId) {
        Map<String, Long> counts = new LinkedHashMap<>();
        return Multi.createFrom()
                .items(MemberState.values())
                .onItem()
                .transformToUniAndConcatenate(state -> members.count(
                                new MemberLists.Query(managerId, List.of(), List.of(), Optional.of(state)))
                        .invoke(count -> counts.put(WireNames.of(state), count)))
                .collect()
                .last()
                .chain(() -> teams.of(managerId))
                .map(all -> {
                    counts.put("teams", (long) all.size());
                    return counts;
                });
    }
}
