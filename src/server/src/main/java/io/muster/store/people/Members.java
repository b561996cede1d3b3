package io.muster.store.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.Qualifications;
import io.muster.people.Member;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.GatheredReads;
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

/** The members of firms, one document each (docs/design.md#members). Every call is about one firm. */
@Singleton
public class Members {
    private static final int MOST_PEOPLE = 500;

    private final ReactiveMongoCollection<Document> members;
    private final BlockingFirms blocking;
    private final GatheredReads<Set<String>, String, Map<String, Map<String, Qualifications>>> qualifications =
            new GatheredReads<>(MOST_PEOPLE, this::qualifications);

    Members(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
        this.blocking = new BlockingFirms(client.getDatabase(database));
    }

    /** A member of the firm. */
    public Uni<Optional<Member>> one(String managerId, ObjectId id) {
        return members.find(new FindOptions()
                        .filter(ofFirm(managerId, id))
                        .projection(MemberDocuments.NO_SEARCH)
                        .limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).map(MemberDocuments::member));
    }

    /** Those of these people who are members of the firm, by userKey. */
    public Uni<Map<String, Member>> byUserKeys(String managerId, Collection<String> userKeys) {
        if (userKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return members.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, managerId),
                                Filters.in(MemberFields.USER_KEY, Set.copyOf(userKeys))))
                        .projection(MemberDocuments.NO_SEARCH))
                .map(MemberDocuments::member)
                .collect()
                .asMap(Member::userKey);
    }

    /** Who manages the firm now. */
    public Uni<List<Member>> managers(String managerId, int limit) {
        return members.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(MemberFields.MANAGER_ID, managerId),
                                Filters.eq(MemberFields.KEYS, MemberKeys.MANAGERS)))
                        .projection(MemberDocuments.NO_SEARCH)
                        .hint(Indexes.BY_MEMBER_KEY)
                        .limit(limit))
                .map(MemberDocuments::member)
                .collect()
                .asList();
    }

    /** What all firms have written down of a person: for that person alone. As many as {@link Memberships} counts. */
    public Uni<List<Member>> everywhere(String userKey) {
        return members.find(new FindOptions()
                        .filter(Filters.eq(MemberFields.USER_KEY, userKey))
                        .projection(MemberDocuments.NO_SEARCH)
                        .limit(Memberships.MOST_OF_ONE))
                .map(MemberDocuments::member)
                .collect()
                .asList();
    }

    /**
     * As {@link #byUserKeys}, also by the userKey that a member had before there was an account: events that were over then still name the
     * member by that.
     */
    public Uni<Map<String, Member>> everByUserKeys(String managerId, Collection<String> userKeys) {
        return byUserKeys(managerId, userKeys).chain(found -> {
            Set<ObjectId> joined = userKeys.stream()
                    .filter(userKey -> !found.containsKey(userKey))
                    .flatMap(userKey -> Member.idOf(userKey).stream())
                    .collect(Collectors.toSet());
            return joined.isEmpty()
                    ? Uni.createFrom().item(found)
                    : byIds(managerId, joined).map(more -> {
                        Map<String, Member> all = new HashMap<>(found);
                        more.forEach(member -> all.put(member.localKey(), member));
                        return all;
                    });
        });
    }

    private Uni<List<Member>> byIds(String managerId, Set<ObjectId> ids) {
        return members.find(new FindOptions()
                        .filter(Filters.and(Filters.in("_id", ids), Filters.eq(MemberFields.MANAGER_ID, managerId)))
                        .projection(MemberDocuments.NO_SEARCH))
                .map(MemberDocuments::member)
                .collect()
                .asList();
    }

    /**
     * What firms say that a person is qualified for, by firm; one that says nothing of the person is not in the map. Read once for
     * all who want to know it of the same firms at about the same time.
     */
    public Uni<Map<String, Qualifications>> qualifications(String userKey, Set<String> managerIds) {
        return qualifications.read(Set.copyOf(managerIds), userKey).map(all -> all.getOrDefault(userKey, Map.of()));
    }

    private Uni<Map<String, Map<String, Qualifications>>> qualifications(
            Set<String> managerIds, List<String> userKeys) {
        return members.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(MemberFields.MANAGER_ID, managerIds),
                                Filters.in(MemberFields.USER_KEY, Set.copyOf(userKeys))))
                        .projection(MemberDocuments.NO_SEARCH))
                .map(MemberDocuments::member)
                .collect()
                .with(Collectors.groupingBy(Member::userKey, Collectors.toMap(Member::managerId, Member::qualified)));
    }

    /** The phone numbers of those of these people who are members of the firm, by userKey. */
    public Uni<Map<String, String>> phones(String managerId, Collection<String> userKeys) {
        return everByUserKeys(managerId, userKeys).map(found -> {
            Map<String, String> phones = new HashMap<>();
            found.forEach((userKey, member) -> member.phone().ifPresent(phone -> phones.put(userKey, phone)));
            return phones;
        });
    }

    /**
     * A member with the request that made it.
     *
     * @param fingerprint of the request's content; empty of a sheet's
     */
    public record Made(Member member, String fingerprint) {}

    /** As {@link #one}, with the request that made the member. */
    public Uni<Optional<Made>> made(String managerId, ObjectId id) {
        return members.find(new FindOptions().filter(ofFirm(managerId, id)).limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found)
                        .map(document ->
                                new Made(MemberDocuments.member(document), MemberDocuments.fingerprint(document))));
    }

    /**
     * Stores a new member; fails with {@link MemberExistsException}.
     *
     * @param fingerprint of the request's content
     */
    public Uni<Void> insert(Member member, String fingerprint) {
        return blocking.before(member)
                .chain(() -> members.insertOne(MemberDocuments.made(member, fingerprint)))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .transform(MemberExistsException::new)
                .replaceWithVoid();
    }

    /**
     * Makes a stored member another, at the version after it; fails with {@link MemberExistsException}.
     *
     * @param before the version that has to be the stored one
     * @return whether it was
     */
    public Uni<Boolean> update(Member after, long before) {
        return blocking.before(after)
                .chain(() -> members.updateOne(at(after, before), MemberDocuments.update(after.at(before + 1))))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .transform(MemberExistsException::new)
                .map(result -> result.getMatchedCount() > 0);
    }

    /**
     * Removes a member.
     *
     * @return whether the version was the stored one
     */
    public Uni<Boolean> delete(Member member) {
        return members.deleteOne(at(member, member.version())).map(result -> result.getDeletedCount() > 0);
    }

    static Bson ofFirm(String managerId, ObjectId id) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(MemberFields.MANAGER_ID, managerId));
    }

    static Bson at(Member member, long version) {
        return Filters.and(ofFirm(member.managerId(), member.id()), Filters.eq(MemberDocuments.VERSION, version));
    }
}
