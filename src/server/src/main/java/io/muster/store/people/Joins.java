package io.muster.store.people;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.WireNames;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.MemberFields;
import io.muster.store.erasure.Forgotten;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * People who join as members. All that joining changes of the member is one update of one document: the code is gone, and the member has the
 * person's userKey, or nothing has happened. What the events still say of the member without an account is changed afterwards; until that is
 * finished the member has {@link MemberFields#JOINED_AT}.
 */
@Singleton
public class Joins {
    /** The most firms that a person joins at once; the next sign-in goes on. */
    private static final int MAX_FIRMS = 50;

    private final ReactiveMongoCollection<Document> members;
    private final Forgotten forgotten;

    Joins(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
        this.forgotten = new Forgotten(client.getDatabase(database));
    }

    /**
     * A member who has joined and whose former userKey events may still have.
     *
     * @param at when the person joined
     */
    public record Joined(Member member, Instant at) {
        private static Joined of(Document document) {
            return new Joined(
                    MemberDocuments.member(document),
                    document.getDate(MemberFields.JOINED_AT).toInstant());
        }
    }

    /** The members of all firms that have this e-mail address and as whom nobody has joined. */
    public Uni<List<Member>> invited(String email) {
        return members.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.exists(MemberFields.EMAIL_KEY),
                                Filters.eq(MemberFields.EMAIL_KEY, Member.emailKey(email)),
                                Filters.eq(MemberDocuments.STATE, WireNames.of(MemberState.INVITED))))
                        .projection(MemberDocuments.NO_SEARCH)
                        .limit(MAX_FIRMS))
                .map(MemberDocuments::member)
                .collect()
                .asList();
    }

    /** Whether a person is a member of the firm, in whatever state, or was one whom it had blocked before it erased the person. */
    public Uni<Boolean> isKnown(String managerId, String userKey) {
        return isMember(managerId, userKey)
                .chain(isMember -> isMember ? Uni.createFrom().item(true) : forgotten.isBlocked(managerId, userKey));
    }

    private Uni<Boolean> isMember(String managerId, String userKey) {
        return members.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, managerId),
                                Filters.eq(MemberFields.USER_KEY, userKey)))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /**
     * A person joins as a member.
     *
     * @param member as it was read
     * @param code the code that has to be the member's still; empty where the person has the member's e-mail address
     * @return the member afterwards; empty if the member was changed meanwhile, or the person is a member of the firm already
     */
    public Uni<Optional<Member>> join(Member member, String userKey, Optional<InvitationCode> code, Instant now) {
        Member joined = member.joinedBy(userKey).at(member.version() + 1);
        Bson unchanged = Members.at(member, member.version());
        Bson filter =
                code.map(it -> Filters.and(unchanged, Invitations.has(it))).orElse(unchanged);
        Bson update = Updates.combine(
                MemberDocuments.update(joined),
                Updates.unset(MemberFields.INVITATION),
                Updates.set(MemberFields.JOINED_AT, Date.from(now)));
        return members.updateOne(filter, update)
                .map(result -> Optional.of(joined).filter(it -> result.getMatchedCount() > 0))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithItem(Optional.empty());
    }

    /** Whose events may still have the former userKey, those first who joined first. */
    public Uni<List<Joined>> unfinished(int limit) {
        return members.find(new FindOptions()
                        .filter(Filters.exists(MemberFields.JOINED_AT))
                        .projection(MemberDocuments.NO_SEARCH)
                        .sort(Sorts.ascending(MemberFields.JOINED_AT))
                        .limit(limit))
                .map(Joined::of)
                .collect()
                .asList();
    }

    /** No event has the former userKey any more. */
    public Uni<Void> finished(ObjectId id) {
        return members.updateOne(Filters.eq("_id", id), Updates.unset(MemberFields.JOINED_AT))
                .replaceWithVoid();
    }
}
