package io.muster.store.people;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.smallrye.mutiny.Uni;

/**
 * The members of a firm that an event is for. Most of them are so by being members or by their teams, and are read and counted by
 * index. Those that the event itself names are at most some thousands, and are read all.
 */
@Singleton
public class AudienceLists {
    /** Of the members by index at once. */
    private static final int LEAST_READ = 500;

    private final Members members;
    private final MemberLists lists;

    AudienceLists(Members members, MemberLists lists) {
        this.members = members;
        this.lists = lists;
    }

    /**
     * The members whom an event names, whether it is for them or not. An event that was over when somebody joined names the member by the
     * userKey of before.
     *
     * @param byUserKey who is in one of its lists or audiences, or barred; a member whom it names by both userKeys is there twice
     */
    public record Named(Event event, Map<String, Member> byUserKey) {
        /** Where a member stands, by whichever userKey; that of the account counts where there are two. */
        public Optional<StaffEntry> entry(Member member) {
            return event.currentEntry(member.userKey()).or(() -> event.currentEntry(member.localKey()));
        }

        /** Whoever holds or waits for a place sees the event in any case. */
        boolean isFor(Member member) {
            if (entry(member).filter(it -> it.response().keepsSight()).isPresent()) {
                return true;
            }
            return member.state() != MemberState.BLOCKED
                    && Collections.disjoint(event.barred(), member.userKeys())
                    && (isByItself(member)
                            || !Collections.disjoint(event.audience().userKeys(), member.userKeys()));
        }

        private boolean isNamed(Member member) {
            return member.userKeys().stream().anyMatch(byUserKey::containsKey);
        }

        private Stream<Member> all() {
            return byUserKey.values().stream().distinct();
        }

        /** Whether the event is for the member by the firm or a team, as the index knows it. */
        private boolean isByItself(Member member) {
            return event.audience().isEveryone() || event.audience().isForATeam(member.teams());
        }

        /** How many members the event is for of those who are not counted by the index, less those who are and should not be. */
        long correction() {
            return all().mapToLong(member -> {
                        boolean isCounted = member.state() != MemberState.BLOCKED && isByItself(member);
                        return (isFor(member) ? 1 : 0) - (isCounted ? 1 : 0);
                    })
                    .sum();
        }

        /** How many members the event is for have given this response. */
        public long count(Response response) {
            return answered(response).count();
        }

        /** Those the event is for who have given this response. */
        public Stream<Member> answered(Response response) {
            return event.people().list(response).stream()
                    .flatMap(entry -> Stream.ofNullable(byUserKey.get(entry.userKey()))
                            .filter(member ->
                                    entry(member).filter(entry::equals).isPresent()))
                    .filter(this::isFor);
        }
    }

    /** Reads the members whom an event names. */
    public Uni<Named> named(Event event) {
        Set<String> userKeys = new HashSet<>(event.audience().userKeys());
        event.people().all().map(StaffEntry::userKey).forEach(userKeys::add);
        userKeys.addAll(event.barred());
        return members.everByUserKeys(event.managerId(), userKeys).map(found -> new Named(event, found));
    }

    /** How many members the event is for. */
    public Uni<Long> count(Named named) {
        if (isForNobodyByItself(named.event)) {
            return Uni.createFrom().item(named.correction());
        }
        return lists.count(query(named.event, Optional.empty()))
                .chain(all -> lists.count(query(named.event, Optional.of(MemberState.BLOCKED)))
                        .map(blocked -> all - blocked + named.correction()));
    }

    /** Of these members a part in the order of lists. */
    public static List<MemberLists.Row> part(Stream<Member> members, Optional<String> after, int limit) {
        return MemberLists.first(
                members.map(MemberLists.Row::of)
                        .filter(row -> after.filter(ord -> MemberLists.ORDER.compare(row.ord(), ord) <= 0)
                                .isEmpty()),
                limit);
    }

    /**
     * A part of the members the event is for, in the order of lists.
     *
     * @param wanted which of those whom the event names; all others are, and none of them has answered
     */
    public Uni<List<MemberLists.Row>> page(Named named, Predicate<Member> wanted, Optional<String> after, int limit) {
        List<MemberLists.Row> own = part(named.all().filter(named::isFor).filter(wanted), after, limit);
        return isForNobodyByItself(named.event)
                ? Uni.createFrom().item(own)
                : unnamed(named, after, limit)
                        .map(rest -> MemberLists.first(Stream.concat(own.stream(), rest.stream()), limit));
    }

    /** At least as many as are wanted, unless there are fewer: who is named is skipped, and that may be thousands. */
    private Uni<List<MemberLists.Row>> unnamed(Named named, Optional<String> after, int limit) {
        int page = Math.max(limit, LEAST_READ);
        return lists.page(query(named.event, Optional.empty()), after, page).chain(rows -> {
            List<MemberLists.Row> good = rows.stream()
                    .filter(row -> !named.isNamed(row.member()) && named.isFor(row.member()))
                    .toList();
            if (rows.size() < page || good.size() >= limit) {
                return Uni.createFrom().item(good);
            }
            String last = rows.get(rows.size() - 1).ord();
            return unnamed(named, Optional.of(last), limit - good.size())
                    .map(more -> Stream.concat(good.stream(), more.stream()).toList());
        });
    }

    private static boolean isForNobodyByItself(Event event) {
        return !event.audience().isEveryone() && event.audience().allTeamIds().isEmpty();
    }

    private static MemberLists.Query query(Event event, Optional<MemberState> state) {
        return new MemberLists.Query(
                event.managerId(),
                List.of(),
                event.audience().isEveryone() ? List.of() : event.audience().allTeamIds(),
                state);
    }
}
