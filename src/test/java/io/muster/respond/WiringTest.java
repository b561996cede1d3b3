package io.muster.respond;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.internal.MongoClientImpl;
import io.muster.testing.MongoTestResource;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The pipeline as the running service has it. */
@QuarkusTest
@WithTestResource(MongoTestResource.class)
class WiringTest {
    @Inject
    ReactiveMongoClient changesClient;

    @Inject
    @MongoClientName("lists")
    ReactiveMongoClient listsClient;

    @Inject
    RespondSettings settings;

    @Inject
    Changes changes;

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
    void changesAreThere() {
        assertThat(changes).isInstanceOf(Lanes.class);
    }

    private static void assertConcerns(MongoClientSettings set) {
        assertThat(set.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
        assertThat(set.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
        assertThat(set.getRetryWrites()).isTrue();
        assertThat(set.getReadPreference()).isEqualTo(ReadPreference.primary());
        assertThat(set.getTimeout(TimeUnit.SECONDS)).isEqualTo(3);
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
