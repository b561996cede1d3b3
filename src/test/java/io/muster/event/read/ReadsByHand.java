package io.muster.event.read;

import io.quarkus.mongodb.reactive.ReactiveMongoClient;

/** Reads as tests put them together without the service around them. */
public final class ReadsByHand {
    private ReadsByHand() {}

    public static JournalReads journal(ReactiveMongoClient client, String database) {
        return new JournalReads(client, database);
    }
}
