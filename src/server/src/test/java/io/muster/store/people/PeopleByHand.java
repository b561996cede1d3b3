package io.muster.store.people;

import io.quarkus.mongodb.reactive.ReactiveMongoClient;

/** People as tests know them without the service around them. */
public final class PeopleByHand {
    private PeopleByHand() {}

    public static People in(ReactiveMongoClient client, String database) {
        return new People(client, database);
    }

    public static EngagementLists engagementsIn(ReactiveMongoClient client, String database) {
        return new EngagementLists(client, database, new Firms(client, database));
    }

    public static Profiles profilesIn(ReactiveMongoClient client, String database) {
        return new Profiles(in(client, database), new Members(client, database));
    }
}
