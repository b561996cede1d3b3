package io.muster.store.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.store.CollectionNames;
import io.muster.testing.database.MongoTestResource;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Names, e-mails and pictures in the database. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class PeopleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_FOR_NAMES = Duration.ofSeconds(1);

    @Inject
    People people;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    private final String ada = "oidc:" + UUID.randomUUID();

    private ReactiveMongoCollection<Document> collection() {
        return client.getDatabase(database).getCollection(CollectionNames.PEOPLE);
    }

    @BeforeEach
    void everyTestHasAPersonOfItsOwn() {
        assertThat(found(ada)).isEmpty();
    }

    private static Caller caller(String userKey, Profile profile) {
        return new Caller(userKey, profile, Optional.empty(), false, Employers.EVERYONE, Set.of(), false);
    }

    private static Profile profile(String name) {
        return new Profile(Optional.of(name), Optional.empty(), Optional.empty());
    }

    private void remember(Caller caller) {
        people.remember(caller).await().atMost(PATIENCE);
    }

    private Map<String, Profile> found(String... userKeys) {
        return people.byKeys(List.of(userKeys)).await().atMost(PATIENCE);
    }

    @Test
    void whatATokenTellsIsFoundByTheUserKey() {
        Profile whole = new Profile(
                Optional.of("Ada \u200f\ud83d\ude80 $where"),
                Optional.of("ada@example.org"),
                Optional.of("https://img.example.org/a.png"));
        remember(caller(ada, whole));

        assertThat(found(ada, "oidc:nobody")).isEqualTo(Map.of(ada, whole));
    }

    @Test
    void somethingNewReplacesAndWhatIsLeftOutStays() {
        remember(caller(ada, new Profile(Optional.of("Ada"), Optional.of("ada@example.org"), Optional.empty())));
        remember(caller(ada, profile("Ada L")));

        assertThat(found(ada))
                .isEqualTo(Map.of(
                        ada, new Profile(Optional.of("Ada L"), Optional.of("ada@example.org"), Optional.empty())));
    }

    @Test
    void aNameInWhichNothingIsSeenIsNone() {
        remember(caller(ada, profile("\u00a0\u3164")));

        assertThat(requireNonNull(found(ada).get(ada)).name()).isEmpty();
    }

    @Test
    void aTokenThatTellsNothingWritesNothing() {
        remember(caller(ada, Profile.UNKNOWN));

        assertThat(found(ada)).isEmpty();
    }

    @Test
    void theSameAgainIsNotWrittenAgain() {
        remember(caller(ada, profile("Ada")));
        collection().deleteOne(Filters.eq("_id", ada)).await().atMost(PATIENCE);
        remember(caller(ada, profile("Ada")));

        assertThat(found(ada)).isEmpty();
    }

    @Test
    void whoIsHeldByATransactionHoldsUpNobodyElseAndIsWaitedForASecondAtMost() {
        remember(caller(ada, profile("Ada")));
        ClientSession holding = client.startSession().await().atMost(PATIENCE);
        holding.startTransaction();
        collection()
                .updateOne(holding, Filters.eq("_id", ada), Updates.set("held", true))
                .await()
                .atMost(PATIENCE);
        try {
            Uni<Void> held = people.remember(caller(ada, profile("Ada L")));
            long begun = System.nanoTime();
            UniAssertSubscriber<Void> waiting = held.subscribe().withSubscriber(UniAssertSubscriber.create());

            remember(caller(ada + "-other", profile("Other")));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE_FOR_NAMES);
            assertThat(found(ada + "-other")).hasSize(1);

            waiting.awaitItem(PATIENCE_FOR_NAMES.multipliedBy(2));
        } finally {
            Uni.createFrom()
                    .publisher(AdaptersToFlow.publisher(holding.abortTransaction()))
                    .await()
                    .atMost(PATIENCE);
            holding.close();
        }
    }

    @Test
    void aThousandAtOnceAreAllWritten() {
        List<Uni<Void>> writes = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(ada + "-" + i);
            writes.add(people.remember(caller(ada + "-" + i, profile("P" + i))));
        }
        Uni.join().all(writes).andFailFast().await().atMost(PATIENCE);

        assertThat(people.byKeys(keys).await().atMost(PATIENCE)).hasSize(1_000);
    }
}
