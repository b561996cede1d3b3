package io.muster.notice.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.notice.Notice;
import io.muster.notice.NoticeKind;
import io.muster.notice.Occasion;
import io.muster.notice.QuietTimes;
import io.muster.notice.Telling;
import io.muster.outbound.Term;
import io.muster.people.Firm;
import io.muster.people.QuietHours;
import io.muster.store.DatabaseClock;
import io.muster.store.notice.PendingNotice;
import io.muster.store.notice.PendingNotices;
import io.muster.store.people.Firms;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Sends what is due, the occasions of one event together. */
@Singleton
class NoticeSending {
    private static final Logger LOG = Logger.getLogger(NoticeSending.class);

    private static final int DUE_AT_ONCE = 200;
    private static final int OF_AN_EVENT = 500;
    private static final int EVENTS_AT_ONCE = 4;

    /** When what could not be sent is tried again; after the last of these it is given up. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3));

    private final PendingNotices pending;
    private final EventReads events;
    private final Firms firms;
    private final Hearers hearers;
    private final Handing handing;
    private final DatabaseClock clock;

    NoticeSending(
            PendingNotices pending,
            EventReads events,
            Firms firms,
            Hearers hearers,
            Handing handing,
            DatabaseClock clock) {
        this.pending = pending;
        this.events = events;
        this.firms = firms;
        this.hearers = hearers;
        this.handing = handing;
        this.clock = clock;
    }

    /** What is known for the sending of some occasions. */
    private record Round(Term term, Optional<Event> event, Optional<QuietHours> quiet, Instant now) {}

    /**
     * Sends what is due now. One event that fails does not hold up the others: it is tried again later.
     *
     * @return whether there may be more
     */
    Uni<Boolean> dueNow(Term term) {
        return clock.now()
                .chain(now -> pending.due(now, DUE_AT_ONCE)
                        .chain(found -> Multi.createFrom()
                                .iterable(grouped(found).values())
                                .onItem()
                                .transformToUni(group -> group(term, group, now)
                                        .onFailure()
                                        .recoverWithUni(failure -> failed(group, now, failure)))
                                .merge(EVENTS_AT_ONCE)
                                .collect()
                                .last()
                                .replaceWith(found.size() == DUE_AT_ONCE && term.holds())));
    }

    private static Map<String, List<PendingNotice>> grouped(List<PendingNotice> found) {
        Map<String, List<PendingNotice>> groups = new LinkedHashMap<>();
        found.forEach(it -> groups.computeIfAbsent(
                        it.event().map(ObjectId::toHexString).orElseGet(() -> "firm " + it.firm()),
                        first -> new ArrayList<>())
                .add(it));
        return groups;
    }

    private Uni<Void> failed(List<PendingNotice> group, Instant now, Throwable failure) {
        LOG.warnf(
                "notices not sent yet occasion=%s cause=%s",
                group.get(0).id(), failure.getClass().getName());
        return again(group, now).onFailure().recoverWithNull();
    }

    private Uni<Void> group(Term term, List<PendingNotice> group, Instant now) {
        if (!term.holds()) {
            return Uni.createFrom().voidItem();
        }
        String firm = group.get(0).firm();
        Optional<ObjectId> event = group.get(0).event();
        return firms.one(firm).chain(known -> {
            Optional<QuietHours> quiet = known.map(Firm::quietHours).orElse(Optional.of(QuietHours.USUAL));
            if (event.isPresent()) {
                return ofEvent(term, event.get(), quiet, now);
            }
            Optional<Instant> held = known.flatMap(it -> QuietTimes.heldUntil(it.timezone(), quiet, now));
            return held.map(until -> pending.postpone(ids(group), until))
                    .orElseGet(() -> ofFirm(new Round(term, Optional.empty(), quiet, now), firm, group));
        });
    }

    private Uni<Void> ofFirm(Round round, String firm, List<PendingNotice> group) {
        Set<String> again = ConcurrentHashMap.newKeySet();
        return hearers.managers(
                        firm,
                        occasions(group),
                        (people, own) -> handing.hand(
                                        round.term,
                                        Optional.empty(),
                                        people.stream()
                                                .map(person -> new Handing.Told(
                                                        person,
                                                        own.stream()
                                                                .filter(it -> it.actor()
                                                                        .filter(person.userKeys()::contains)
                                                                        .isEmpty())
                                                                .toList()))
                                                .toList(),
                                        round.now)
                                .invoke(again::addAll)
                                .replaceWithVoid())
                .chain(() -> finished(round, group, again));
    }

    private Uni<Void> ofEvent(Term term, ObjectId id, Optional<QuietHours> quiet, Instant now) {
        return pending.ofEvent(id, OF_AN_EVENT)
                .map(found -> taken(found, now))
                .chain(group -> events.whole(id)
                        .chain(found -> found.isEmpty()
                                ? pending.done(ids(group))
                                : ofEvent(
                                        new Round(term, found.map(StoredEvent::event), quiet, now),
                                        found.get().event(),
                                        group)));
    }

    /** Of what an event changes nothing is left behind that would be a message of its own within the minute. */
    private static List<PendingNotice> taken(List<PendingNotice> found, Instant now) {
        boolean settles = found.stream().anyMatch(it -> isDue(it, now) && settles(it));
        return found.stream()
                .filter(it -> isDue(it, now) || (settles && settles(it) && it.tries() == 0))
                .toList();
    }

    private static boolean isDue(PendingNotice notice, Instant now) {
        return !notice.due().isAfter(now);
    }

    private static boolean settles(PendingNotice notice) {
        return NoticeKind.ofWireName(notice.kind()).filter(NoticeKind::settles).isPresent();
    }

    private Uni<Void> ofEvent(Round round, Event event, List<PendingNotice> group) {
        Telling telling = new Telling(event, round.now);
        Set<String> stillTrue = new HashSet<>();
        List<Occasion> occasions =
                occasions(group).stream().filter(telling::mayTell).toList();
        occasions.forEach(it -> stillTrue.add(it.id()));
        List<PendingNotice> told =
                group.stream().filter(it -> stillTrue.contains(it.id())).toList();
        Uni<Void> dropped = pending.done(group.stream()
                .map(PendingNotice::id)
                .filter(it -> !stillTrue.contains(it))
                .toList());
        Optional<Instant> held = QuietTimes.heldUntil(event, round.quiet, round.now);
        return dropped.chain(() -> held.map(until -> pending.postpone(ids(told), until))
                .orElseGet(() -> told(round, event, telling, occasions, told)));
    }

    private Uni<Void> told(
            Round round, Event event, Telling telling, List<Occasion> occasions, List<PendingNotice> group) {
        Set<String> again = ConcurrentHashMap.newKeySet();
        return hearers.each(
                        event,
                        occasions,
                        (people, own) -> handing.hand(
                                        round.term,
                                        round.event,
                                        people.stream()
                                                .map(person -> new Handing.Told(
                                                        person,
                                                        telling.notices(own, person).stream()
                                                                .map(Notice::occasions)
                                                                .flatMap(List::stream)
                                                                .toList()))
                                                .toList(),
                                        round.now)
                                .invoke(again::addAll)
                                .replaceWithVoid())
                .chain(() -> finished(round, group, again));
    }

    /** Where the term is over meanwhile everything stays: the process after this one finds who was told. */
    private Uni<Void> finished(Round round, List<PendingNotice> group, Set<String> again) {
        if (!round.term.holds()) {
            return Uni.createFrom().voidItem();
        }
        return pending.done(ids(
                        group.stream().filter(it -> !again.contains(it.id())).toList()))
                .chain(() -> again(
                        group.stream().filter(it -> again.contains(it.id())).toList(), round.now));
    }

    private Uni<Void> again(List<PendingNotice> group, Instant now) {
        Map<Integer, List<PendingNotice>> byTries = new LinkedHashMap<>();
        group.forEach(it ->
                byTries.computeIfAbsent(it.tries(), first -> new ArrayList<>()).add(it));
        return Multi.createFrom()
                .iterable(byTries.entrySet())
                .onItem()
                .transformToUniAndConcatenate(each -> each.getKey() < PAUSES.size()
                        ? pending.again(ids(each.getValue()), now.plus(PAUSES.get(each.getKey())))
                        : givenUp(each.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> givenUp(List<PendingNotice> group) {
        group.forEach(it -> LOG.warnf("notice given up occasion=%s", it.id()));
        return pending.done(ids(group));
    }

    private static List<Occasion> occasions(List<PendingNotice> group) {
        return group.stream().flatMap(it -> Stored.occasion(it).stream()).toList();
    }

    private static List<String> ids(List<PendingNotice> group) {
        return group.stream().map(PendingNotice::id).toList();
    }
}
