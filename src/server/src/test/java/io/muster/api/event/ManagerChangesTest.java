package io.muster.api.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.reactivestreams.client.MongoClients;
import io.muster.api.view.EventForManager;
import io.muster.api.view.ViewsByHand;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.respond.Changes;
import io.muster.respond.Outcome;
import io.muster.store.people.PeopleByHand;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a manager is told of a change. */
class ManagerChangesTest {
    private static final Caller MANAGER =
            new Caller("oidc:boss", Profile.UNKNOWN, Optional.of("m-1"), false, Employers.NOBODY, Set.of(), false);

    /** The change is committed. */
    private record Committed(Outcome outcome) implements Changes {
        @Override
        public Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
            return Uni.createFrom().item(outcome);
        }

        @Override
        public Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint) {
            throw new UnsupportedOperationException();
        }
    }

    /** The process's clock is far from it. */
    @Test
    void whatHasPassedIsSaidByTheClockOfTheDatabase() {
        Event event = Made.event(Role.of("Server", 2));
        assertThat(warnings(event, Made.NOW.plusSeconds(60))).isEmpty();
        assertThat(warnings(event, Made.NOW.minusSeconds(60))).containsExactly("RESPOND_BY_PASSED");
    }

    private static List<String> warnings(Event event, Instant respondBy) {
        KeyedCommand edit = Made.field(EventField.RESPOND_BY, Optional.of(respondBy));
        Plan plan = Made.plan(event, edit);
        return told(new Outcome(plan.decisions().get(0), plan.after()), edit)
                .getEntity()
                .path("warnings")
                .findValuesAsText("code");
    }

    @Test
    void whatIsCommittedIsToldThoughNamesCannotBeRead() {
        Event event = Made.after(Made.event(Role.of("Server", 2)), Made.accept("oidc:ada", "Server"));
        KeyedCommand edit = Made.roles(Role.of("Server", 3));
        Plan plan = Made.plan(event, edit);

        RestResponse<ObjectNode> told = told(new Outcome(plan.decisions().get(0), plan.after()), edit);

        assertThat(told.getStatus()).isEqualTo(200);
        assertThat(told.getEntity().at("/accepted_staff/0/userKey").textValue()).isEqualTo("oidc:ada");
        assertThat(told.getEntity().at("/accepted_staff/0/name").isNull()).isTrue();
    }

    @SuppressWarnings("NullAway") // Nothing is run dry here.
    private static RestResponse<ObjectNode> told(Outcome outcome, KeyedCommand request) {
        try (ReactiveMongoClient nowhere = new ReactiveMongoClientImpl(
                MongoClients.create("mongodb://localhost:1/?serverSelectionTimeoutMS=60000"))) {
            EventForManager view = ViewsByHand.forManager(PeopleByHand.profilesIn(nowhere, "none"));
            Conflicts conflicts = new Conflicts(PeopleByHand.engagementsIn(nowhere, "none"), view);
            return new ManagerChanges(new Committed(outcome), view, new RefusedChanges(view), null, conflicts)
                    .answer(MANAGER, outcome.event().id(), request.command())
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }
    }
}
