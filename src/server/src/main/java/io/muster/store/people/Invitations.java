package io.muster.store.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.store.CollectionNames;
import io.muster.store.Indexes;
import io.muster.store.MemberFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Invitations of members, one a member at most: it stands in the member's document, and a later one takes its place (docs/design.md#members). */
@Singleton
public class Invitations {
    /** How long an invitation is valid. */
    public static final Duration VALID = Duration.ofDays(14);

    /** How long a member is not invited again. */
    public static final Duration PAUSE = Duration.ofHours(1);

    private static final String HASH = "hash";
    private static final String AT = "at";
    private static final String UNTIL = "until";
    private static final String EMAIL_KEY = "emailKey";

    /** True while the letter of the invitation has not been sent. */
    private static final String UNSENT = "unsent";

    private static final String LAST = MemberFields.INVITATION + "." + AT;
    private static final String LAST_UNTIL = MemberFields.INVITATION + "." + UNTIL;
    private static final String LAST_UNSENT = MemberFields.INVITATION + "." + UNSENT;

    private final ReactiveMongoCollection<Document> members;

    Invitations(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
    }

    /**
     * A member with the invitation that was made last.
     *
     * @param at when it was made; empty where its letter was not sent, so that another one can be at once
     * @param until when it ends
     * @param emailKey the address that the member had then, as addresses are compared
     */
    public record Invited(Member member, Optional<Instant> at, Optional<Instant> until, Optional<String> emailKey) {
        private static Invited of(Document document) {
            Document invitation = document.get(MemberFields.INVITATION, new Document());
            return new Invited(
                    MemberDocuments.member(document),
                    Optional.ofNullable(invitation.getDate(AT)).map(Date::toInstant),
                    Optional.ofNullable(invitation.getDate(UNTIL)).map(Date::toInstant),
                    Optional.ofNullable(invitation.getString(EMAIL_KEY)));
        }

        /** Until when the member is not invited again; empty if that time is over. */
        public Optional<Instant> pausesUntil(Instant now) {
            return at.map(last -> last.plus(PAUSE)).filter(now::isBefore);
        }

        /** Whether it is valid: nobody has joined, its time is not over, and the address it went to is still the member's. */
        public boolean isValid(Instant now) {
            return member.state() == MemberState.INVITED
                    && until.filter(now::isBefore).isPresent()
                    && emailKey.equals(member.email().map(Member::emailKey));
        }
    }

    /** The firm's members with these ids, whatever their state. */
    public Uni<List<Invited>> of(String managerId, Collection<ObjectId> ids) {
        return found(new FindOptions()
                .filter(Filters.and(Filters.in("_id", ids), Filters.eq(MemberFields.MANAGER_ID, managerId))));
    }

    /** The first members by name as whom nobody has joined and who have no invitation that is valid and reached them, as far as is known. */
    public Uni<List<Invited>> due(String managerId, Instant now, int limit) {
        return found(new FindOptions()
                .filter(Filters.and(
                        Filters.eq(MemberFields.MANAGER_ID, managerId),
                        Filters.eq(MemberFields.KEYS, MemberKeys.ofState(MemberState.INVITED)),
                        Filters.or(
                                Filters.exists(LAST, false),
                                Filters.lte(LAST_UNTIL, Date.from(now)),
                                Filters.and(Filters.eq(LAST_UNSENT, true), pauseIsOver(now)))))
                .sort(Sorts.ascending(MemberFields.ORD))
                .hint(Indexes.BY_MEMBER_KEY)
                .limit(limit));
    }

    /** Whom a code invites, or has invited. */
    public Uni<Optional<Invited>> by(InvitationCode code) {
        return found(new FindOptions().filter(has(code)).limit(1))
                .map(found -> found.stream().findFirst());
    }

    /** The condition that a member has this code. The index is partial and is used only by a query with both parts. */
    static Bson has(InvitationCode code) {
        return Filters.and(
                Filters.exists(MemberFields.INVITATION_HASH), Filters.eq(MemberFields.INVITATION_HASH, code.hash()));
    }

    private Uni<List<Invited>> found(FindOptions options) {
        return members.find(options.projection(MemberDocuments.NO_SEARCH))
                .map(Invited::of)
                .collect()
                .asList();
    }

    /**
     * Invites a member, instead of an earlier invitation.
     *
     * @param code empty for one who joins by the e-mail address alone
     * @param byLetter whether a letter is to be sent; say then what became of it: {@link #sent}, {@link #notSent}
     * @return whether the member is as it was read, and nobody else has invited it within the pause
     */
    public Uni<Boolean> make(Member member, Optional<InvitationCode> code, Instant now, boolean byLetter) {
        Document invitation = new Document(AT, Date.from(now)).append(UNTIL, Date.from(now.plus(VALID)));
        code.ifPresent(it -> invitation.append(HASH, it.hash()));
        member.email().map(Member::emailKey).ifPresent(key -> invitation.append(EMAIL_KEY, key));
        if (byLetter) {
            invitation.append(UNSENT, true);
        }
        return members.updateOne(
                        Filters.and(Members.at(member, member.version()), pauseIsOver(now)),
                        Updates.set(MemberFields.INVITATION, invitation))
                .map(result -> result.getMatchedCount() > 0);
    }

    private static Bson pauseIsOver(Instant now) {
        return Filters.or(Filters.exists(LAST, false), Filters.lte(LAST, Date.from(now.minus(PAUSE))));
    }

    /** Notes that the letter of the invitation made then was sent. */
    public Uni<Void> sent(Member member, Instant at) {
        return members.updateOne(madeAt(member, at), Updates.unset(LAST_UNSENT)).replaceWithVoid();
    }

    /** Notes that it was not: the member can be invited again at once. The invitation stays valid, as the letter may have gone out. */
    public Uni<Void> notSent(Member member, Instant at) {
        return members.updateOne(madeAt(member, at), Updates.unset(LAST)).replaceWithVoid();
    }

    /** The member, while the invitation made then is the last one. */
    private static Bson madeAt(Member member, Instant at) {
        return Filters.and(Filters.eq("_id", member.id()), Filters.eq(LAST, Date.from(at)));
    }
}
