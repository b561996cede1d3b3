package io.muster.api.view;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.reactivestreams.client.MongoClients;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.people.PeopleByHand;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A change that is committed is told as that, also where names cannot be read afterwards. */
class NamesAwayTest {
    private static final Caller MANAGER =
            new Caller("oidc:boss", Profile.UNKNOWN, Optional.of("m-1"), false, Employers.NOBODY, Set.of(), false);

    @Test
    void whatWasRecordedIsToldWithoutNames() {
        try (ReactiveMongoClient nowhere = new ReactiveMongoClientImpl(
                MongoClients.create("mongodb://localhost:1/?serverSelectionTimeoutMS=60000"))) {
            EventForManager view = new EventForManager(PeopleByHand.profilesIn(nowhere, "none"));
            Event event = ViewsTest.event();

            // In a fraction of the time that the database is given.
            ObjectNode told = view.recorded(event, MANAGER).await().atMost(Duration.ofSeconds(10));

            assertThat(told.at("/accepted_staff").findValuesAsText("userKey")).isEqualTo(List.of("google:1"));
            assertThat(told.at("/accepted_staff/0/name").isNull()).isTrue();
        }
    }

    @Test
    void whatIsOnlyReadMayBeAskedForAgain() {
        try (ReactiveMongoClient nowhere = new ReactiveMongoClientImpl(
                MongoClients.create("mongodb://localhost:1/?serverSelectionTimeoutMS=100"))) {
            EventForManager view = new EventForManager(PeopleByHand.profilesIn(nowhere, "none"));

            assertThatThrownBy(
                            () -> view.whole(ViewsTest.event(), MANAGER).await().atMost(Duration.ofSeconds(10)))
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
