package io.muster.respond.people;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import com.mongodb.client.model.Filters;
import io.muster.api.event.HttpTest;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.FirstManagerAddress;
import io.muster.identity.Profile;
import io.muster.respond.Transactions;
import io.muster.store.CollectionNames;
import io.muster.store.people.Firms;
import io.muster.store.people.MemberLedger;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.test.junit.QuarkusTest;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first sign-in with the address of {@code MUSTER_FIRST_MANAGER} makes a manager, once in the life of the database. */
@QuarkusTest
@Tag("service")
class FirstManagerTest extends HttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String EMAIL = "boss@example.org";

    @Inject
    Firms firms;

    @Inject
    MemberLedger ledger;

    @Inject
    Transactions transactions;

    @Inject
    ReactiveMongoClient client;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database = "";

    @BeforeEach
    void noSuchFirm() {
        for (String collection : List.of(CollectionNames.FIRMS, CollectionNames.MEMBERS)) {
            String id = collection.equals(CollectionNames.FIRMS) ? "_id" : "managerId";
            client.getDatabase(database)
                    .getCollection(collection)
                    .deleteMany(Filters.eq(id, FirstManager.FIRM))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private FirstManager first() {
        return new FirstManager(
                new FirstManagerAddress(Optional.of(EMAIL), Optional.of("https://login.example.org/keys")),
                firms,
                ledger,
                transactions);
    }

    private boolean signsIn(String sub, String email) {
        Profile profile = new Profile(Optional.of("Boss"), Optional.of(email), Optional.empty());
        Caller caller = new Caller(
                "oidc:" + sub,
                profile,
                Optional.empty(),
                false,
                Employers.NOBODY,
                Set.of(),
                false,
                Optional.empty(),
                true);
        return first().of(caller, ZoneOffset.UTC).await().atMost(PATIENCE);
    }

    private List<Document> managers() {
        return client.getDatabase(database)
                .getCollection(CollectionNames.MEMBERS)
                .find(Filters.eq("managerId", FirstManager.FIRM))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void isMadeOnceAndNotAgain() {
        String sub = fresh("p");
        assertThat(signsIn(fresh("p"), "eve@example.org")).isFalse();

        assertThat(signsIn(sub, "BOSS@example.org")).isTrue();

        assertThat(managers())
                .singleElement()
                .satisfies(member -> assertThat(member)
                        .containsEntry("userKey", "oidc:" + sub)
                        .containsEntry("access", "manager")
                        .containsEntry("state", "active")
                        .containsEntry("name", "Boss"));
        assertThat(manager(FirstManager.FIRM)
                        .get("/api/firm")
                        .expect(200)
                        .body()
                        .path("overlap")
                        .textValue())
                .isEqualTo("refuse");
        client.getDatabase(database)
                .getCollection(CollectionNames.MEMBERS)
                .deleteMany(Filters.eq("managerId", FirstManager.FIRM))
                .await()
                .atMost(PATIENCE);
        assertThat(signsIn(sub, EMAIL)).as("whom others removed").isFalse();
        assertThat(managers()).isEmpty();
    }

    @Test
    void whoIsAMemberAlreadyManages() {
        String sub = fresh("p");
        manager(FirstManager.FIRM)
                .post(
                        "/api/members",
                        io.muster.testing.http.Bodies.object()
                                .put("name", "Ada")
                                .put("userKey", "oidc:" + sub))
                .expect(201);

        assertThat(signsIn(sub, EMAIL)).isTrue();

        assertThat(managers())
                .singleElement()
                .satisfies(member ->
                        assertThat(member).containsEntry("name", "Ada").containsEntry("access", "manager"));
    }

    @Test
    void ofSeveralAtOnceOneIsIt() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 4)
                .mapToObj(i -> fresh("p"))
                .map(sub -> CompletableFuture.supplyAsync(() -> signsIn(sub, EMAIL)))
                .toList();

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(managers()).hasSize(1);
    }
}
