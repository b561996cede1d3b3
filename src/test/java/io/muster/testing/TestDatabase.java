package io.muster.testing;

import java.util.Optional;
import java.util.UUID;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** Stand-in until the embedded database is merged. */
public final class TestDatabase {
    private static final String URI = Optional.ofNullable(System.getenv("MUSTER_MONGODB_URI"))
            .orElseGet(() -> "mongodb:/" + new MongoServer(new MemoryBackend()).bind());

    private TestDatabase() {}

    public static String uri() {
        return URI;
    }

    public static String freshName() {
        return "t" + UUID.randomUUID().toString().substring(0, 8);
    }
}
