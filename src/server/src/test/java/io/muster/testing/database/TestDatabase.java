package io.muster.testing.database;

import java.util.UUID;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.embedded.EmbeddedMongo;

/**
 * The database tests run against: the one named in {@code MUSTER_MONGODB_URI}, or an embedded one, started once per
 * JVM. Every caller takes databases of its own name; they are dropped when the JVM ends.
 */
public final class TestDatabase {

    private static final String PREFIX = "muster_test_";

    private TestDatabase() {}

    private static final class Embedded {
        static final EmbeddedMongo SERVER = EmbeddedMongo.start();
    }

    /** The connection string, without a database. */
    public static String uri() {
        return isEmbedded() ? Embedded.SERVER.uri() : System.getenv("MUSTER_MONGODB_URI");
    }

    /** Whether the tests bring their own database, which then is the one of {@link #embedded()}. */
    public static boolean isEmbedded() {
        String uri = System.getenv("MUSTER_MONGODB_URI");
        return uri == null || uri.isBlank();
    }

    /** The embedded database of this JVM. @throws IllegalStateException if tests run against another one */
    public static EmbeddedMongo embedded() {
        if (!isEmbedded()) {
            throw new IllegalStateException("tests run against MUSTER_MONGODB_URI");
        }
        return Embedded.SERVER;
    }

    /** A name nobody else has; what is in the database of that name is dropped when the JVM ends. */
    public static String freshName() {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        if (!isEmbedded()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
        }
        return name;
    }

    /** Drops a database now. */
    public static void drop(String name) {
        try (MongoClient client = MongoClients.create(uri())) {
            client.getDatabase(name).drop();
        }
    }
}
