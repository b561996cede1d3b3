package io.muster.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptMongoTest {

    /** As a live reload does it: the service's classes anew from a loader of their own, the libraries' as they are. */
    private static final class Reload extends URLClassLoader {

        Reload() {
            super(
                    new URL[] {
                        EmbeddedMongo.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    KeptMongoTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("io.muster.embedded.")) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }

        String uri(int port) throws ReflectiveOperationException {
            Class<?> kept = loadClass("io.muster.embedded.KeptMongo");
            assertThat(kept).isNotEqualTo(KeptMongo.class);
            return (String) kept.getMethod("uri", int.class).invoke(null, port);
        }
    }

    @Test
    void staysWhenTheClassLoaderThatStartedItIsClosed() throws Exception {
        int port = freePort();
        try {
            String uri;
            try (Reload first = new Reload()) {
                uri = first.uri(port);
            }
            try (MongoClient client = MongoClients.create(uri)) {
                workWith(client);
            }
            try (Reload second = new Reload();
                    MongoClient client = MongoClients.create(second.uri(port))) {
                assertThat(client.getDatabase("test").getCollection("things").countDocuments())
                        .isEqualTo(2);
            }
        } finally {
            KeptMongo.close(port);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void workWith(MongoClient client) {
        MongoCollection<Document> things = client.getDatabase("test").getCollection("things");
        things.createIndex(Indexes.ascending("n"));
        try (var stream = things.watch().maxAwaitTime(1, TimeUnit.SECONDS).cursor();
                ClientSession session = client.startSession()) {
            session.withTransaction(() ->
                    things.insertMany(session, List.of(new Document("_id", 1).append("n", 1), new Document("_id", 2))));
            assertThat(stream.next().getFullDocument()).containsEntry("_id", 1);
        }
        things.updateOne(new Document("n", new Document("$gte", 1)), Updates.push("list", "x"));
        assertThat(things.aggregate(List.of(Aggregates.match(new Document("list", "x")), Aggregates.count("n")))
                        .first())
                .containsEntry("n", 1);
    }
}
