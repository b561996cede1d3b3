package io.muster.store.write;

import java.time.Instant;
import java.util.Date;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.store.Hello;
import io.muster.testing.database.TestDatabase;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A clock that is set back takes no stamp back. */
class StampTimeTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123Z");
    private static final Instant TEN_MINUTES_LATER = Instant.parse("2026-06-01T12:10:00Z");

    private static Hello hello(Instant clusterTime) {
        BsonTimestamp time = new BsonTimestamp((int) clusterTime.getEpochSecond(), 7);
        return new Hello(
                new Document("localTime", Date.from(NOW)).append("$clusterTime", new Document("clusterTime", time)));
    }

    @Test
    void aChangeIsNeverStampedBeforeTheClustersTime() {
        assertThat(StampTime.of(hello(TEN_MINUTES_LATER))).isEqualTo(TEN_MINUTES_LATER);
    }

    @Test
    void otherwiseThePrimarysClockIsMoreExact() {
        assertThat(StampTime.of(hello(NOW))).isEqualTo(NOW);
        assertThat(StampTime.of(hello(NOW.minusSeconds(60)))).isEqualTo(NOW);
        assertThat(StampTime.of(new Hello(new Document("localTime", Date.from(NOW)))))
                .isEqualTo(NOW);
    }

    @Test
    void aSessionKnowsTheClustersTimeByEachAnswer() {
        try (MongoClient client = MongoClients.create(TestDatabase.uri());
                ClientSession session = client.startSession()) {
            assertThat(StampTime.of(NOW, session)).isEqualTo(NOW);
            client.getDatabase("admin").runCommand(session, new Document("ping", 1));
            Instant seen = StampTime.of(Instant.EPOCH, session);
            assertThat(seen).isAfter(Instant.now().minusSeconds(600));

            session.advanceClusterTime(new BsonDocument(
                    "clusterTime", new BsonTimestamp((int) seen.plusSeconds(600).getEpochSecond(), 1)));
            assertThat(StampTime.of(seen, session)).isEqualTo(seen.plusSeconds(600));
        }
    }
}
