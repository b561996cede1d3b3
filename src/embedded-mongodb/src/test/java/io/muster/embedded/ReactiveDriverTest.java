package io.muster.embedded;

import java.time.Duration;
import java.util.List;

import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

import static org.assertj.core.api.Assertions.assertThat;

/** The driver the service uses talks to the embedded database as the other one does. */
class ReactiveDriverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static <T> T await(Publisher<T> publisher) {
        return Uni.createFrom()
                .publisher(FlowAdapters.toFlowPublisher(publisher))
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void transactsAndStreams() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.uri())) {
            MongoCollection<Document> things = client.getDatabase("test").getCollection("things");
            await(things.insertOne(new Document("_id", 0)));
            AssertSubscriber<ChangeStreamDocument<Document>> told = Multi.createFrom()
                    .publisher(FlowAdapters.toFlowPublisher(
                            things.watch().startAtOperationTime(new org.bson.BsonTimestamp(1, 1))))
                    .subscribe()
                    .withSubscriber(AssertSubscriber.create(3));
            try (ClientSession session = await(client.startSession())) {
                session.startTransaction();
                await(things.insertMany(session, List.of(new Document("_id", 1), new Document("_id", 2))));
                await(things.updateOne(session, new Document("_id", 0), Updates.set("n", 1)));
                await(session.commitTransaction());
            }
            told.awaitItems(3, PATIENCE).cancel();

            assertThat(told.getItems())
                    .extracting(event -> event.getDocumentKey().getInt32("_id").getValue())
                    .containsExactly(0, 1, 2);
            assertThat(await(things.find(new Document("_id", 0)).first())).containsEntry("n", 1);
        }
    }
}
