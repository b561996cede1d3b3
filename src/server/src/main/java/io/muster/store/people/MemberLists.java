package io.muster.store.people;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.SearchWords;
import io.muster.store.CollectionNames;
import io.muster.store.Indexes;
import io.muster.store.MemberFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lists and searches of a firm's members, by name. The index gives the order, so that a page costs about what it has, however many
 * match. Of several words the longest is looked up, and the others are compared with what it finds.
 */
@Singleton
public class MemberLists {
    /** The database's order of texts: that of their bytes, which of letters beyond the first 65 536 is not Java's. */
    static final Comparator<String> ORDER = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** Behind every word that begins so: the highest code point, which is no letter. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    /** The server reads the index once per team to return the members in order, and does so for at most 200. */
    private static final int TEAMS_AT_ONCE = 100;

    private final ReactiveMongoCollection<Document> members;

    MemberLists(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.members = client.getDatabase(database).getCollection(CollectionNames.MEMBERS);
    }

    /**
     * What members are wanted.
     *
     * @param words each begins a word of the member; the longest first
     * @param teams the member is in one of them; empty for any member
     */
    public record Query(String managerId, List<String> words, List<String> teams, Optional<MemberState> state) {
        public Query {
            words = List.copyOf(words);
            teams = List.copyOf(teams);
        }

        /** The same of some teams each: together they find the same members. */
        private List<Query> parts() {
            return teams.size() <= TEAMS_AT_ONCE
                    ? List.of(this)
                    : IntStream.iterate(0, from -> from < teams.size(), from -> from + TEAMS_AT_ONCE)
                            .mapToObj(from -> teams.subList(from, Math.min(teams.size(), from + TEAMS_AT_ONCE)))
                            .map(part -> new Query(managerId, words, part, state))
                            .toList();
        }
    }

    /** A member and its place in the order. */
    public record Row(Member member, String ord) {
        static Row of(Document document) {
            return new Row(MemberDocuments.member(document), document.getString(MemberFields.ORD));
        }

        static Row of(Member member) {
            return new Row(member, MemberDocuments.ord(member));
        }
    }

    /**
     * A part of a list.
     *
     * @param after the place after which it begins
     */
    public Uni<List<Row>> page(Query query, Optional<String> after, int limit) {
        return Multi.createFrom()
                .iterable(query.parts())
                .onItem()
                .transformToUniAndConcatenate(part -> pageOfPart(part, after, limit))
                .collect()
                .asList()
                .map(pages ->
                        pages.size() == 1 ? pages.get(0) : first(pages.stream().flatMap(List::stream), limit));
    }

    private Uni<List<Row>> pageOfPart(Query query, Optional<String> after, int limit) {
        List<Bson> conditions = conditions(query);
        after.ifPresent(ord -> conditions.add(Filters.gt(MemberFields.ORD, ord)));
        return members.find(new FindOptions()
                        .filter(Filters.and(conditions))
                        .sort(Sorts.ascending(MemberFields.ORD))
                        .projection(MemberDocuments.NO_SEARCH)
                        .hint(Indexes.BY_MEMBER_KEY)
                        .batchSize(limit)
                        .limit(limit))
                .map(Row::of)
                .collect()
                .asList();
    }

    /** Of some rows the first, each member once. */
    static List<Row> first(Stream<Row> rows, int limit) {
        Map<ObjectId, Row> each = new HashMap<>();
        rows.forEach(row -> each.putIfAbsent(row.member.id(), row));
        return each.values().stream()
                .sorted(Comparator.comparing(Row::ord, ORDER))
                .limit(limit)
                .toList();
    }

    /** How many members there are. */
    public Uni<Long> count(Query query) {
        return members.countDocuments(Filters.and(conditions(query)));
    }

    /** The first condition on the keys is the one that the index is searched by. */
    private static List<Bson> conditions(Query query) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.eq(MemberFields.MANAGER_ID, query.managerId));
        query.words.forEach(word -> conditions.add(has(MemberKeys.ofStart(SearchWords.start(word)))));
        if (query.teams.size() == 1) {
            conditions.add(has(MemberKeys.ofTeam(query.teams.get(0))));
        } else if (!query.teams.isEmpty()) {
            conditions.add(Filters.in(
                    MemberFields.KEYS,
                    query.teams.stream().map(MemberKeys::ofTeam).toList()));
        }
        query.state.ifPresent(state -> conditions.add(has(MemberKeys.ofState(state))));
        if (conditions.size() == 1) {
            conditions.add(has(MemberKeys.ALL));
        }
        query.words.stream()
                .filter(word -> !SearchWords.start(word).equals(word))
                .forEach(word -> conditions.add(Filters.elemMatch(
                        MemberDocuments.WORDS, new Document("$gte", word).append("$lt", word + LAST))));
        return conditions;
    }

    private static Bson has(String key) {
        return Filters.eq(MemberFields.KEYS, key);
    }
}
