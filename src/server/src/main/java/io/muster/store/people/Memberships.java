package io.muster.store.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.people.Member;
import io.muster.people.Membership;
import io.muster.store.CollectionNames;
import io.muster.store.GatheredReads;
import io.muster.store.MemberFields;
import io.muster.store.erasure.Forgotten;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What all firms say of a person, for that person alone: no firm sees what another one says. */
@Singleton
public class Memberships {
    /** The most of one person; of more than that those count that block the person, then the first ones. */
    static final int MOST_OF_ONE = 200;

    private static final int MOST_PEOPLE = 500;
    private static final Comparator<Membership> BY_FIRM = Comparator.comparing(Membership::managerId);
    private static final Comparator<Membership> BLOCKED_FIRST = Comparator.comparing(
                    Membership::isBlocked, Comparator.reverseOrder())
            .thenComparing(BY_FIRM);

    private final ReactiveMongoCollection<Document> members;
    private final Forgotten forgotten;
    private final GatheredReads<String, String, Map<String, List<Membership>>> reads =
            new GatheredReads<>(MOST_PEOPLE, (all, userKeys) -> read(Set.copyOf(userKeys)));

    Memberships(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
        this.forgotten = new Forgotten(client.getDatabase(database));
    }

    /** A person's, in whatever state, by firm. Read once for all who ask at about the same time. */
    public Uni<List<Membership>> of(String userKey) {
        return reads.read("", userKey).map(all -> all.getOrDefault(userKey, List.of()));
    }

    private Uni<Map<String, List<Membership>>> read(Set<String> userKeys) {
        return ofMembers(userKeys).chain(known -> forgotten.of(userKeys).map(marks -> with(known, marks)));
    }

    /** Whom a firm had blocked and has erased is blocked, unless it has said something else of the person since. */
    private static Map<String, List<Membership>> with(
            Map<String, List<Membership>> known, List<Forgotten.Mark> forgotten) {
        Map<String, List<Membership>> all = new HashMap<>(known);
        forgotten.stream().filter(Forgotten.Mark::blocked).forEach(mark -> {
            List<Membership> before = all.getOrDefault(mark.userKey(), List.of());
            if (before.stream().noneMatch(it -> it.managerId().equals(mark.managerId()))) {
                List<Membership> more = new ArrayList<>(before);
                more.add(Membership.ofBlocked(mark.member(), mark.managerId()));
                all.put(mark.userKey(), byFirm(more));
            }
        });
        return all;
    }

    private Uni<Map<String, List<Membership>>> ofMembers(Set<String> userKeys) {
        return members.find(new FindOptions()
                        .filter(Filters.in(MemberFields.USER_KEY, userKeys))
                        .projection(MemberDocuments.NO_SEARCH))
                .map(MemberDocuments::member)
                .collect()
                .with(Collectors.groupingBy(
                        Member::userKey,
                        Collectors.mapping(
                                Membership::of,
                                Collectors.collectingAndThen(Collectors.toList(), Memberships::byFirm))));
    }

    private static List<Membership> byFirm(List<Membership> memberships) {
        return memberships.stream()
                .sorted(BLOCKED_FIRST)
                .limit(MOST_OF_ONE)
                .sorted(BY_FIRM)
                .toList();
    }
}
