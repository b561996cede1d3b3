package io.muster.store.people;

import java.util.Collection;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.people.Member;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.MemberFields;
import io.muster.store.erasure.Forgotten;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What transactions read and write of members. It fails with the driver's exceptions. */
@Singleton
public class MemberLedger {
    /** In a firm: grows with each change that might take the last manager away. */
    private static final String MANAGER_CHANGES = "managerChanges";

    /** In a firm: that somebody has become its first manager by the setting. */
    private static final String FIRST_MANAGER = "firstManager";

    private final ReactiveMongoCollection<Document> members;
    private final ReactiveMongoCollection<Document> firms;
    private final BlockingFirms blocking;
    private final Forgotten forgotten;

    @Inject
    MemberLedger(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public MemberLedger(ReactiveMongoDatabase database) {
        this.members = database.getCollection(CollectionNames.MEMBERS);
        this.firms = database.getCollection(CollectionNames.FIRMS);
        this.blocking = new BlockingFirms(database);
        this.forgotten = new Forgotten(database);
    }

    /** Those of these people who are members of the firm. One command where they are fewer than a cursor's first answer holds. */
    public Uni<List<Member>> among(ClientSession session, String managerId, Collection<String> userKeys) {
        FindOptions atOnce =
                new FindOptions().projection(MemberDocuments.NO_SEARCH).batchSize(userKeys.size() + 1);
        return members.find(
                        session,
                        Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, managerId),
                                Filters.in(MemberFields.USER_KEY, userKeys)),
                        atOnce)
                .map(MemberDocuments::member)
                .collect()
                .asList();
    }

    /** To be done before a transaction in which the firm blocks somebody. */
    public Uni<Void> prepareBlocking(String managerId) {
        return blocking.mark(managerId);
    }

    /** Makes sure that there is a document of the firm, outside any transaction; see {@link #isManagedByAnother}. */
    public Uni<Void> ensureFirm(String managerId) {
        return firms.updateOne(
                        Filters.eq("_id", managerId),
                        Updates.setOnInsert(MANAGER_CHANGES, 0L),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }

    /**
     * Whether somebody else than this member manages the firm. Transactions that ask conflict with each other at the firm's document:
     * of two that would take one of two managers each, the second one sees what the first has done.
     */
    public Uni<Boolean> isManagedByAnother(ClientSession session, Member member) {
        return firms.updateOne(session, Filters.eq("_id", member.managerId()), Updates.inc(MANAGER_CHANGES, 1L))
                .chain(() -> another(session, member));
    }

    private Uni<Boolean> another(ClientSession session, Member member) {
        return members.find(
                        session,
                        Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, member.managerId()),
                                Filters.eq(MemberFields.KEYS, MemberKeys.MANAGERS),
                                Filters.ne("_id", member.id())),
                        new FindOptions().projection(Projections.include("_id")).limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** Whether the firm has had a first manager by the setting. */
    public Uni<Boolean> hadFirstManager(String managerId) {
        return firms.find(new FindOptions()
                        .filter(Filters.and(Filters.eq("_id", managerId), Filters.exists(FIRST_MANAGER)))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** Notes that the firm has its first manager by the setting; returns whether it had none before. */
    public Uni<Boolean> takeFirstManager(ClientSession session, String managerId) {
        return firms.updateOne(
                        session,
                        Filters.and(Filters.eq("_id", managerId), Filters.exists(FIRST_MANAGER, false)),
                        Updates.set(FIRST_MANAGER, true))
                .map(result -> result.getMatchedCount() > 0);
    }

    /** Whether a member of the firm has this e-mail address. */
    public Uni<Boolean> hasAddress(ClientSession session, String managerId, String email) {
        return members.find(
                        session,
                        Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, managerId),
                                Filters.exists(MemberFields.EMAIL_KEY),
                                Filters.eq(MemberFields.EMAIL_KEY, Member.emailKey(email))),
                        new FindOptions().projection(Projections.include("_id")).limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** Stores a new member. */
    public Uni<Void> insert(ClientSession session, Member member) {
        return members.insertOne(session, MemberDocuments.inserted(member)).replaceWithVoid();
    }

    /** As {@link Members#insert}. */
    public Uni<Boolean> insert(ClientSession session, Member member, String fingerprint) {
        return members.insertOne(session, MemberDocuments.made(member, fingerprint))
                .replaceWith(true);
    }

    /** As {@link Members#update}. */
    public Uni<Boolean> update(ClientSession session, Member after, long before) {
        return members.updateOne(session, Members.at(after, before), MemberDocuments.update(after.at(before + 1)))
                .map(result -> result.getMatchedCount() > 0);
    }

    /** Removes a member, also one who was changed since. */
    public Uni<Void> remove(ClientSession session, Member member) {
        return members.deleteOne(session, Members.ofFirm(member.managerId(), member.id()))
                .replaceWithVoid();
    }

    /** Whether the firm had blocked the person before it erased the person. */
    public Uni<Boolean> isBlockKept(String managerId, String userKey) {
        return forgotten.isBlocked(managerId, userKey);
    }

    /** Ends a block that was kept. */
    public Uni<Void> unblock(ClientSession session, Member member) {
        return forgotten.unblock(session, member.managerId(), member.userKey());
    }

    /** As {@link Members#delete}. */
    public Uni<Boolean> delete(ClientSession session, Member member) {
        return members.deleteOne(session, Members.at(member, member.version()))
                .map(result -> result.getDeletedCount() > 0);
    }
}
