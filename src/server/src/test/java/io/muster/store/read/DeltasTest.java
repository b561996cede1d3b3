package io.muster.store.read;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.testing.database.MongoProxy;
import io.muster.testing.database.TestDatabase;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a delta is read of, and in which order. */
class DeltasTest {
    private static final int MOST = 1_000;
    private static final Caller PERSON = Made.person("oidc:ada");

    /** An edit comes between the two reads; it was not there to be found in the journal, or it is seen. */
    @Test
    void whatIsEditedWhileTheJournalIsReadIsNotRemoved() {
        Event event = Made.event(Role.of("Server", 2));
        Plan edit = Made.plan(event, Made.field(EventField.NOTES, Optional.of("new")));
        Instant since = edit.after().updatedAt();
        assertThat(event.updatedAt()).isBefore(since);
        try (MongoProxy proxy = new MongoProxy(TestDatabase.uri());
                ReadDatabase database = new ReadDatabase(proxy.uri())) {
            database.put(event);
            Deltas deltas = database.process(Map.of()).deltas;
            proxy.strike("aggregate", MongoProxy.Fault.HOLD, 1);

            UniAssertSubscriber<Optional<Delta>> asked = deltas.ofStaff(
                            Listing.SEEN, PERSON, ListFilter.ALL, since, Made.NOW, MOST)
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            await().until(() -> proxy.holding() == 1);
            database.put(edit.after());
            edit.entries().forEach(database::record);
            proxy.release();

            Delta delta = asked.awaitItem().getItem().orElseThrow();
            assertThat(delta.removed()).isEmpty();
            assertThat(delta.events()).hasSize(1);
        }
    }

    @Test
    void changesOfManyBytesAreNoDelta() {
        try (ReadDatabase database = new ReadDatabase()) {
            Deltas deltas = database.process(Map.of()).deltas;
            for (int i = 0; i < 200; i++) {
                Event event = Made.event(Role.of("Server", 2));
                database.put(Made.with(event, EventField.NOTES, "\u20ac".repeat(4_000)));
            }
            Instant afterOne = Made.NOW.plus(Duration.ofDays(1));

            assertThat(deltas.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, afterOne, Made.NOW, MOST)
                            .await()
                            .indefinitely())
                    .isPresent();
            assertThat(deltas.ofStaff(Listing.SEEN, PERSON, ListFilter.ALL, Instant.EPOCH, Made.NOW, MOST)
                            .await()
                            .indefinitely())
                    .isEmpty();
            assertThat(deltas.ofManager(Made.MANAGER, ListFilter.ALL, Instant.EPOCH, MOST)
                            .await()
                            .indefinitely())
                    .isEmpty();
        }
    }
}
