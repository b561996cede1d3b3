package io.muster.store.people;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.AudienceKeys;
import io.muster.store.AudienceDocuments;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseClock;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.read.ShiftReads;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether a team is used: members are in it, or published events that are not over are for it. */
@Singleton
public class TeamUse {
    private final MemberLists members;
    private final ReactiveMongoCollection<Document> events;
    private final DatabaseClock clock;

    TeamUse(
            MemberLists members,
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            DatabaseClock clock) {
        this.members = members;
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS);
        this.clock = clock;
    }

    public Uni<Boolean> isUsed(String managerId, String teamId) {
        return members.page(
                        new MemberLists.Query(managerId, List.of(), List.of(teamId), Optional.empty()),
                        Optional.empty(),
                        1)
                .chain(found -> found.isEmpty()
                        ? isOfEvents(managerId, teamId)
                        : Uni.createFrom().item(true));
    }

    /** The key of an event for everyone names none of its waves' teams, so that those of the firm are looked through. */
    private Uni<Boolean> isOfEvents(String managerId, String teamId) {
        return clock.now()
                .chain(now -> events.find(new FindOptions()
                                .filter(Filters.and(
                                        Filters.in(
                                                AudienceKeys.FIELD,
                                                AudienceKeys.ofTeam(teamId),
                                                AudienceKeys.ofFirm(managerId)),
                                        Filters.or(
                                                Filters.eq(AudienceKeys.FIELD, AudienceKeys.ofTeam(teamId)),
                                                Filters.eq(AudienceDocuments.WAVES_TEAM_IDS, teamId)),
                                        Filters.eq(EventDocuments.MANAGER_ID, managerId),
                                        ShiftReads.notOver(now)))
                                .projection(Projections.include("_id"))
                                .hint(Indexes.BY_AUDIENCE)
                                .limit(1))
                        .collect()
                        .first()
                        .map(found -> found != null));
    }
}
