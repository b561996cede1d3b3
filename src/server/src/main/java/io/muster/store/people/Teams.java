package io.muster.store.people;

import java.util.List;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.people.Team;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The teams of firms, one document each (docs/design.md#teams). */
@Singleton
public class Teams {
    /** The firm in the {@code _id}. */
    private static final String ID_FIRM = "f";

    /** The team in the {@code _id}. */
    private static final String ID_TEAM = "t";

    private static final String NAME = "name";

    private final ReactiveMongoCollection<Document> teams;

    Teams(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.teams = client.getDatabase(database).getCollection(CollectionNames.TEAMS);
    }

    /** A firm's teams, by id. */
    public Uni<List<Team>> of(String managerId) {
        Bson range = Filters.and(
                Filters.gt("_id", id(managerId, new MinKey())), Filters.lt("_id", id(managerId, new MaxKey())));
        return teams.find(new FindOptions().filter(range).batchSize(Team.MAX_OF_FIRM))
                .map(found -> new Team(found.get("_id", Document.class).getString(ID_TEAM), found.getString(NAME)))
                .collect()
                .asList();
    }

    /**
     * Makes a team, or gives it another name.
     *
     * @return whether there was none with this id
     */
    public Uni<Boolean> put(String managerId, Team team) {
        return teams.updateOne(
                        Filters.eq("_id", id(managerId, team.id())),
                        Updates.set(NAME, team.name()),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                // Somebody else has made it at the same time: it is an update now.
                .retry()
                .atMost(1)
                .map(result -> result.getUpsertedId() != null);
    }

    /** Whether the firm has a team with this id. */
    public Uni<Boolean> exists(String managerId, String teamId) {
        return teams.find(new FindOptions()
                        .filter(Filters.eq("_id", id(managerId, teamId)))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** Removes a team. */
    public Uni<Void> delete(String managerId, String teamId) {
        return teams.deleteOne(Filters.eq("_id", id(managerId, teamId))).replaceWithVoid();
    }

    private static Document id(String managerId, Object teamId) {
        return new Document(ID_FIRM, managerId).append(ID_TEAM, teamId);
    }
}
