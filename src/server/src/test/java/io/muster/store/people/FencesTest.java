package io.muster.store.people;

import java.util.List;
import java.util.Set;

import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClients;
import io.muster.store.DatabaseFailure;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Transactions that give places to one person meet (docs/design.md#fences). */
class FencesTest {
    private static final String FIRM = "m-1";

    private final ReactiveMongoClient client = new ReactiveMongoClientImpl(MongoClients.create(TestDatabase.uri()));
    private final ReactiveMongoDatabase database = client.getDatabase(TestDatabase.freshName());
    private final Fences fences = new Fences(database);

    @BeforeEach
    void make() {
        database.createCollection("fences").await().indefinitely();
    }

    @AfterEach
    void drop() {
        database.drop().await().indefinitely();
        client.close();
    }

    private ClientSession begun() {
        ClientSession session = client.startSession().await().indefinitely();
        session.startTransaction();
        return session;
    }

    private boolean passes(ClientSession session, String... people) {
        return fences.pass(session, FIRM, Set.of(people)).await().indefinitely();
    }

    private static void end(Multi<Void> end) {
        end.collect().last().await().indefinitely();
    }

    private static void commit(ClientSession session) {
        end(Multi.createFrom().publisher(AdaptersToFlow.publisher(session.commitTransaction())));
        session.close();
    }

    @Test
    void areMadeOnceHoweverOftenAndOfEachFirm() {
        fences.make(FIRM).await().indefinitely();
        Uni.join()
                .all(List.of(fences.make(FIRM), fences.make("m-2")))
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(database.getCollection("fences")
                        .find(new Document("_id.firm", FIRM))
                        .map(fence -> fence.get("_id", Document.class).getInteger("bucket"))
                        .collect()
                        .asList()
                        .await()
                        .indefinitely())
                .hasSize(64)
                .doesNotHaveDuplicates();
    }

    @Test
    void thoseThatAreMissingAreTold() {
        ClientSession session = begun();
        assertThat(passes(session, "ada")).isFalse();
        fences.make(FIRM).await().indefinitely();
        assertThat(passes(session, "bob")).as("in the same snapshot").isFalse();
        commit(session);
        ClientSession again = begun();
        assertThat(passes(again, "ada", "bob")).isTrue();
        commit(again);
    }

    @Test
    void twoThatPassThatOfOnePersonConflictAndOthersDoNot() {
        fences.make(FIRM).await().indefinitely();
        ClientSession one = begun();
        ClientSession other = begun();
        ClientSession third = begun();
        assertThat(passes(one, "ada", "bob")).isTrue();
        assertThat(passes(third, "cy")).isTrue();
        assertThatThrownBy(() -> passes(other, "ada"))
                .matches(failure -> DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT);
        other.close();
        commit(third);
        commit(one);
    }

    /** Of those who began before it committed. */
    @Test
    void whoHasPassedSinceIsMetAsWell() {
        fences.make(FIRM).await().indefinitely();
        ClientSession late = begun();
        assertThat(passes(late, "cy")).isTrue();
        ClientSession one = begun();
        assertThat(passes(one, "ada")).isTrue();
        commit(one);
        assertThatThrownBy(() -> passes(late, "ada"))
                .matches(failure -> DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT);
        late.close();
    }
}
