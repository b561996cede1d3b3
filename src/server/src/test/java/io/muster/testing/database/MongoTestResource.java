package io.muster.testing.database;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives a Quarkus test a database of its own: {@code @WithTestResource(MongoTestResource.class)}. */
public class MongoTestResource implements QuarkusTestResourceLifecycleManager {

    private String database = "";

    @Override
    public Map<String, String> start() {
        database = TestDatabase.freshName();
        return Map.of("quarkus.mongodb.connection-string", TestDatabase.uri(), "quarkus.mongodb.database", database);
    }

    @Override
    public void stop() {
        if (!database.isEmpty()) {
            TestDatabase.drop(database);
        }
    }
}
