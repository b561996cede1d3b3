package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.internal.MongoClientImpl;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.client.MongoSettings;
import io.muster.store.people.People;
import io.muster.store.read.EventReads;
import io.muster.store.read.RecordedRequests;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The pipeline as the running service has it. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class WiringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    ReactiveMongoClient changesClient;

    @Inject
    @MongoClientName("lists")
    ReactiveMongoClient listsClient;

    @Inject
    RespondSettings settings;

    @Inject
    Changes changes;

    @Inject
    EventReads events;

    @Inject
    People people;

    @Inject
    RecordedRequests recorded;

    @Test
    void theClientOfChangesIsSetForThem() {
        MongoClientSettings set = settingsOf(changesClient);

        assertConcerns(set);
        assertThat(set.getApplicationName()).isEqualTo(MongoSettings.APP_NAME);
        assertThat(set.getConnectionPoolSettings().getMaxSize()).isEqualTo(settings.connections());
    }

    @Test
    void listsHaveAClientOfTheirOwn() {
        MongoClientSettings set = settingsOf(listsClient);

        assertConcerns(set);
        assertThat(set.getApplicationName()).isNotEqualTo(MongoSettings.APP_NAME);
        assertThat(listsClient).isNotSameAs(changesClient);
    }

    @Test
    void whoeverLooksTakesNoConnectionFromAChange() {
        ObjectId eventId = new ObjectId();
        String ada = "oidc:" + eventId;
        Profile profile = new Profile(Optional.of("Ada"), Optional.empty(), Optional.empty());
        Caller caller = new Caller(ada, profile, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
        failChangesClient(new Document("mode", "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("find", "aggregate", "update"))
                                .append("appName", MongoSettings.APP_NAME)
                                .append("errorCode", 13)));
        try {
            people.remember(caller).await().atMost(PATIENCE);

            assertThat(people.byKeys(List.of(ada)).await().atMost(PATIENCE)).containsEntry(ada, profile);
            assertThat(events.whole(eventId).await().atMost(PATIENCE)).isEmpty();
            assertThat(events.head(eventId).await().atMost(PATIENCE)).isEmpty();
            assertThat(recorded.has(eventId, "key").await().atMost(PATIENCE)).isFalse();
        } finally {
            failChangesClient(new Document("mode", "off"));
        }
    }

    private void failChangesClient(Document failPoint) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(failPoint);
        changesClient.getDatabase("admin").runCommand(command).await().atMost(PATIENCE);
    }

    @Test
    void changesAreThere() {
        assertThat(changes).isInstanceOf(Lanes.class);
    }

    private static void assertConcerns(MongoClientSettings set) {
        assertThat(set.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(set.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
        assertThat(set.getRetryWrites()).isTrue();
        assertThat(set.getReadPreference()).isEqualTo(ReadPreference.primary());
        assertThat(set.getTimeout(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(set.getServerSettings().getHeartbeatFrequency(TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(set.getClusterSettings().getServerSelectionTimeout(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(set.getConnectionPoolSettings().getMaxWaitTime(TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(set.getSocketSettings().getConnectTimeout(TimeUnit.SECONDS)).isEqualTo(2);
    }

    private static MongoClientSettings settingsOf(ReactiveMongoClient client) {
        return ((MongoClientImpl) client.unwrap()).getSettings();
    }
}
