package io.muster.notice.send;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.notice.Occasion;
import io.muster.notice.Recipient;
import io.muster.notice.Whom;
import io.muster.people.Member;
import io.muster.store.people.AudienceLists;
import io.muster.store.people.MemberLists;
import io.muster.store.people.Members;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The people among whom those are who are told of occasions of one event, a part at a time, each in one part. */
@Singleton
class Hearers {
    /** People at a time. */
    static final int PART = 100;

    /** A firm has some managers; what more it has learns it from the board. */
    private static final int MOST_MANAGERS = 100;

    private final AudienceLists lists;
    private final Members members;

    Hearers(AudienceLists lists, Members members) {
        this.lists = lists;
        this.members = members;
    }

    /** Calls {@code each} with parts of the people, and with the occasions of which they may be told. */
    Uni<Void> each(Event event, List<Occasion> occasions, Part each) {
        return lists.named(event)
                .chain(named -> placed(named, occasions, each).chain(() -> asked(named, occasions, each)))
                .chain(() -> managers(event.managerId(), occasions, each));
    }

    /** Some people, and the occasions of which they may be told. */
    interface Part {
        Uni<Void> of(List<Recipient> people, List<Occasion> occasions);
    }

    /** Whoever the event names, and to whom something happened. */
    private Uni<Void> placed(AudienceLists.Named named, List<Occasion> occasions, Part each) {
        List<Occasion> own = occasions.stream()
                .filter(it -> it.whom() != Whom.MANAGERS && it.whom() != Whom.SILENT)
                .toList();
        if (own.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Event event = named.event();
        Set<String> keys = new HashSet<>();
        own.forEach(it -> it.person().filter(person -> it.whom() == Whom.PERSON).ifPresent(keys::add));
        if (own.stream().anyMatch(it -> it.whom() != Whom.PERSON)) {
            Stream.concat(event.accepted().stream(), event.standby().stream())
                    .map(StaffEntry::userKey)
                    .forEach(keys::add);
        }
        Set<String> unnamed = new HashSet<>(keys);
        unnamed.removeAll(named.byUserKey().keySet());
        return members.everByUserKeys(event.managerId(), unnamed).chain(more -> {
            Map<String, Member> all = new HashMap<>(named.byUserKey());
            all.putAll(more);
            Map<String, Recipient> people = new HashMap<>();
            keys.forEach(key -> {
                Recipient person = new Recipient(key, Optional.ofNullable(all.get(key)));
                people.putIfAbsent(person.account(), person);
            });
            return parts(List.copyOf(people.values()), part -> each.of(part, own));
        });
    }

    private Uni<Void> asked(AudienceLists.Named named, List<Occasion> occasions, Part each) {
        List<Occasion> own = occasions.stream()
                .filter(it -> it.whom() == Whom.INVITED || it.whom() == Whom.SILENT)
                .toList();
        return own.isEmpty() ? Uni.createFrom().voidItem() : asked(named, own, each, Optional.empty());
    }

    private Uni<Void> asked(AudienceLists.Named named, List<Occasion> occasions, Part each, Optional<String> after) {
        return lists.page(named, member -> named.entry(member).isEmpty(), after, PART)
                .chain(rows -> {
                    List<Recipient> people =
                            rows.stream().map(row -> Recipient.of(row.member())).toList();
                    Uni<Void> told = people.isEmpty() ? Uni.createFrom().voidItem() : each.of(people, occasions);
                    return rows.size() < PART
                            ? told
                            : told.chain(() -> asked(named, occasions, each, Optional.of(last(rows))));
                });
    }

    private static String last(List<MemberLists.Row> rows) {
        return rows.get(rows.size() - 1).ord();
    }

    /** The firm's managers, of what concerns them. */
    Uni<Void> managers(String firm, List<Occasion> occasions, Part each) {
        List<Occasion> own =
                occasions.stream().filter(it -> it.whom() == Whom.MANAGERS).toList();
        return own.isEmpty()
                ? Uni.createFrom().voidItem()
                : members.managers(firm, MOST_MANAGERS)
                        .map(found -> found.stream().map(Recipient::of).toList())
                        .chain(people -> parts(people, part -> each.of(part, own)));
    }

    private static Uni<Void> parts(List<Recipient> people, Function<List<Recipient>, Uni<Void>> each) {
        return Multi.createFrom()
                .iterable(people)
                .group()
                .intoLists()
                .of(PART)
                .onItem()
                .transformToUniAndConcatenate(each::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
