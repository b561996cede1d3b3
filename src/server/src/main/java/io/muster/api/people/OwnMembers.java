package io.muster.api.people;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.identity.Caller;
import io.muster.people.Member;
import io.muster.people.Team;
import io.muster.store.people.Members;
import io.muster.store.people.Teams;
import io.smallrye.mutiny.Uni;

/** The members of a manager's firm. One of another firm, an unknown one and a malformed id fail identically. */
@Singleton
class OwnMembers {
    private final Members members;
    private final Teams teams;

    OwnMembers(Members members, Teams teams) {
        this.members = members;
        this.teams = teams;
    }

    /** The member, or {@code MEMBER_NOT_FOUND}. */
    Uni<Member> one(Caller manager, String id) {
        return EventIds.of(id)
                .map(known -> members.one(firmOf(manager), known).map(found -> found.orElseThrow(OwnMembers::unknown)))
                .orElseGet(() -> Uni.createFrom().failure(OwnMembers::unknown));
    }

    /** The ids of the firm's teams, as far as a body names any. */
    Uni<Set<String>> teams(String managerId, JsonNode body) {
        return body.path("teams").isEmpty()
                ? Uni.createFrom().item(Set.of())
                : teams.of(managerId).map(all -> all.stream().map(Team::id).collect(Collectors.toUnmodifiableSet()));
    }

    static String firmOf(Caller manager) {
        return manager.managerId().orElseThrow();
    }

    static ProblemException unknown() {
        return new ProblemException(ProblemType.MEMBER_NOT_FOUND);
    }
}
