package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.respond.Transactions;
import io.muster.store.DatabaseClock;
import io.muster.store.erasure.Erasures;
import io.muster.store.erasure.Forgotten;
import io.muster.store.lease.OneAtATime;
import io.muster.store.people.People;
import io.muster.store.write.EventErasure;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Erases people (docs/design.md#erasure). What a firm or the person sees at once is done at once: the member and the profile are gone, and places that have
 * not begun are somebody else's. Then a job goes through the events, each in a transaction of its own. Any process goes on with it, one at a
 * time, and what was done is done: the same again does the rest.
 */
@Singleton
public class Erasing {
    private static final Logger LOG = Logger.getLogger(Erasing.class);
    private static final int EVENTS_AT_ONCE = 4;
    private static final int PAGE = 100;
    private static final int ATTEMPTS = 3;
    private static final String TASK = "erasure:";

    /** A job that has missed an event is tried again after a pause, each time after twice the last one. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLED = 8;

    private final MemberChanges members;
    private final Erasures erasures;
    private final Forgotten forgotten;
    private final EventErasure events;
    private final Release release;
    private final People people;
    private final Transactions transactions;
    private final OneAtATime tasks;
    private final DatabaseClock clock;
    private final Duration settledAfter;

    @Inject
    Erasing(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            MemberChanges members,
            Erasures erasures,
            EventErasure events,
            Release release,
            People people,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock) {
        this(
                members,
                erasures,
                new Forgotten(client.getDatabase(database)),
                events,
                release,
                people,
                transactions,
                tasks,
                clock,
                Transactions.SETTLED_AFTER);
    }

    /** @param settledAfter how long after it began an event may still get the userKey */
    Erasing(
            MemberChanges members,
            Erasures erasures,
            Forgotten forgotten,
            EventErasure events,
            Release release,
            People people,
            Transactions transactions,
            OneAtATime tasks,
            DatabaseClock clock,
            Duration settledAfter) {
        this.members = members;
        this.erasures = erasures;
        this.forgotten = forgotten;
        this.events = events;
        this.release = release;
        this.people = people;
        this.transactions = transactions;
        this.tasks = tasks;
        this.clock = clock;
        this.settledAfter = settledAfter;
    }

    /** The same, with another time until it is settled. */
    Erasing settledAfter(Duration time) {
        return new Erasing(members, erasures, forgotten, events, release, people, transactions, tasks, clock, time);
    }

    /**
     * A firm erases a member. The job has the member's id.
     *
     * @param by the userKey of the manager
     * @return whether the member was stored like this; fails as {@link MemberChanges#change} does
     */
    public Uni<Boolean> member(Member member, String by) {
        Set<String> userKeys = new LinkedHashSet<>(List.of(member.userKey(), member.localKey()));
        Optional<String> firm = Optional.of(member.managerId());
        boolean blocked = member.state() == MemberState.BLOCKED;
        return forgotten
                .prepare(member.managerId())
                .chain(() -> members.remove(
                        member,
                        session -> clock.now()
                                .map(now -> Erasures.Work.of(member.id(), firm, userKeys, by, now))
                                .chain(work -> erasures.begin(session, work, Optional.empty()))
                                .chain(() ->
                                        forgotten.begin(session, member.managerId(), userKeys, member.id(), blocked))))
                .call(removed ->
                        removed ? atOnce(member.id()) : Uni.createFrom().voidItem());
    }

    /**
     * A person erases oneself: from what all firms have written down, and from their events that are not over. What is over is the firms' record.
     * Once the job is stored, all of this happens: the job does what this does not.
     *
     * @param memberships what firms have written down of the person
     * @param firms further firms in whose events the person may be
     * @return the job; fails with {@link LastManagerException}, and nothing has happened then
     */
    public Uni<ObjectId> oneself(String userKey, List<Member> memberships, Set<String> firms) {
        ObjectId job = new ObjectId();
        Set<String> userKeys = new LinkedHashSet<>(List.of(userKey));
        Map<String, Member> byFirm = new TreeMap<>();
        memberships.forEach(member -> {
            userKeys.add(member.localKey());
            byFirm.put(member.managerId(), member);
        });
        Set<String> named = new TreeSet<>(firms);
        named.addAll(byFirm.keySet());
        List<String> all = List.copyOf(named);
        List<Member> managing = memberships.stream().filter(Member::managesNow).toList();
        return each(all, forgotten::prepare)
                .chain(() -> owner(userKey))
                .chain(owner -> transactions.run(session -> each(managing, member -> members.leave(session, member))
                        .chain(clock::now)
                        .map(now -> Erasures.Work.of(job, Optional.empty(), userKeys, userKey, now))
                        .chain(work -> erasures.begin(session, work, Optional.of(owner)))
                        .chain(() -> each(
                                all,
                                firm -> mark(session, firm, userKey, Optional.ofNullable(byFirm.get(firm)), job)))))
                .chain(() -> atOnce(job))
                .replaceWith(job);
    }

    /** A firm may know its own member's former userKey, and none of another firm's. */
    private Uni<Void> mark(ClientSession session, String firm, String userKey, Optional<Member> member, ObjectId job) {
        Set<String> userKeys = new LinkedHashSet<>(List.of(userKey));
        member.ifPresent(it -> userKeys.add(it.localKey()));
        boolean blocked = member.filter(it -> it.state() == MemberState.BLOCKED).isPresent();
        return forgotten.begin(session, firm, userKeys, job, blocked);
    }

    /** The job by which a person is erasing oneself; empty if none is unfinished. */
    public Uni<Optional<ObjectId>> unfinishedOf(String userKey) {
        return owner(userKey).chain(erasures::unfinishedOf);
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> each) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(it -> each.apply(it).replaceWith(true))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** By what a job knows who has asked for it, once it names nobody any more. */
    public Uni<String> owner(String userKey) {
        return forgotten.hash(userKey);
    }

    /** What fails now the job does. */
    private Uni<Void> atOnce(ObjectId job) {
        return erasures.work(job)
                .chain(found ->
                        found.map(this::atOnce).orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "erasure begun with less than it should job=%s cause=%s",
                        job, failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> atOnce(Erasures.Work work) {
        return erasures.forgetMembers(work).chain(() -> forgetProfiles(work)).chain(() -> freed(work));
    }

    private Uni<Void> forgetProfiles(Erasures.Work work) {
        return erasures.forgetProfiles(work.userKeys(), work.managerId())
                .invoke(() -> people.forgot(work.userKeys()))
                .chain(() -> erasures.forgetNotices(work.userKeys(), work.managerId()));
    }

    private Uni<Void> freed(Erasures.Work work) {
        return Multi.createFrom()
                .iterable(work.userKeys())
                .onItem()
                .transformToUniAndConcatenate(userKey -> release.notBegun(work.managerId(), userKey, work.actor()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Goes on with a job until it is finished, or until nothing can be done for now.
     *
     * @return whether it is finished; fails with {@link OneAtATime.BusyException} if somebody else is at it
     */
    public Uni<Boolean> goOn(ObjectId job) {
        return tasks.run(TASK + job.toHexString(), () -> passes(job));
    }

    private enum Went {
        ON,
        TO_ITS_END,
        NOWHERE
    }

    private Uni<Boolean> passes(ObjectId job) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(job))
                .whilst(Went.ON::equals)
                .collect()
                .last()
                .map(Went.TO_ITS_END::equals);
    }

    /** A page of a pass. */
    private Uni<Went> step(ObjectId job) {
        return ifUnfinished(job, work -> work.after().isPresent() ? page(work) : first(work));
    }

    private Uni<Went> ifUnfinished(ObjectId job, Function<Erasures.Work, Uni<Went>> then) {
        return erasures.work(job)
                .chain(found -> found.map(then).orElseGet(() -> Uni.createFrom().item(Went.TO_ITS_END)));
    }

    /** What a pass begins with. */
    private Uni<Went> first(Erasures.Work work) {
        return erasures.forgetMembers(work)
                .chain(any -> any ? again(work) : freedAsFarAsPossible(work).chain(() -> page(work)));
    }

    private Uni<Went> again(Erasures.Work work) {
        return clock.now().chain(now -> erasures.again(work, now)).map(held -> held ? Went.ON : Went.NOWHERE);
    }

    /** Who still has a place somewhere stays named there, until the place is free or the event has begun. */
    private Uni<Void> freedAsFarAsPossible(Erasures.Work work) {
        return freed(work)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "not all places freed yet job=%s cause=%s",
                        work.id(), failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Went> page(Erasures.Work work) {
        return clock.now()
                .chain(now -> erasures.next(work, now, PAGE))
                .chain(found -> found.isEmpty() ? end(work.id()) : page(work, found));
    }

    private Uni<Went> page(Erasures.Work work, List<ObjectId> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(eventId -> event(eventId, new EventErasure.Whom(work.userKeys()), ATTEMPTS))
                .merge(EVENTS_AT_ONCE)
                .collect()
                .asList()
                .chain(done -> erasures.advanced(
                        work,
                        found.get(found.size() - 1),
                        (int) done.stream().filter(Done.ERASED::equals).count(),
                        done.contains(Done.MISSED)))
                .chain(held -> {
                    if (!held) {
                        return Uni.createFrom().item(Went.NOWHERE);
                    }
                    return found.size() == PAGE ? Uni.createFrom().item(Went.ON) : end(work.id());
                });
    }

    private enum Done {
        ERASED,
        NOTHING,
        MISSED
    }

    /** Of one event alone. */
    Uni<Boolean> event(ObjectId eventId, Erasures.Work work) {
        return event(eventId, new EventErasure.Whom(work.userKeys()), ATTEMPTS).map(done -> done == Done.ERASED);
    }

    /** An event that cannot be changed now does not hold up the others: the job goes through all of them once more. */
    private Uni<Done> event(ObjectId eventId, EventErasure.Whom whom, int attempts) {
        return events.isDue(eventId, whom)
                .chain(due -> due
                        ? transactions
                                .run(session -> events.of(session, eventId, whom))
                                .replaceWith(Done.ERASED)
                        : Uni.createFrom().item(Done.NOTHING))
                .onFailure(EventErasure.NothingToEraseException.class)
                .recoverWithItem(Done.NOTHING)
                .onFailure()
                .recoverWithUni(failure -> {
                    if (attempts > 1 && !(failure instanceof EventErasure.StillPlacedException)) {
                        return event(eventId, whom, attempts - 1);
                    }
                    LOG.warnf(
                            "nobody erased from the event yet eventId=%s cause=%s",
                            eventId, failure.getClass().getName());
                    return Uni.createFrom().item(Done.MISSED);
                });
    }

    /** The pass has come to its end. */
    private Uni<Went> end(ObjectId job) {
        return ifUnfinished(job, work -> clock.now().chain(now -> end(work, now)));
    }

    private Uni<Went> end(Erasures.Work work, Instant now) {
        Instant settled = work.startedAt().plus(settledAfter);
        if (work.missed()) {
            return erasures.again(work, now, now.plus(pause(work.tries()))).replaceWith(Went.NOWHERE);
        }
        if (now.isBefore(settled)) {
            return Uni.createFrom().item(Went.NOWHERE);
        }
        if (work.passBegan().isBefore(settled)) {
            return again(work);
        }
        return erasures.forgetMembers(work).chain(any -> any ? again(work) : finish(work, now));
    }

    private Uni<Went> finish(Erasures.Work work, Instant now) {
        return forgetProfiles(work)
                .chain(() -> forgotten.end(work.id()))
                .chain(() -> erasures.finished(work, now))
                .map(held -> {
                    if (held) {
                        LOG.infof("event=erasure_finished job=%s", work.id());
                    }
                    return held ? Went.TO_ITS_END : Went.NOWHERE;
                });
    }

    static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLED));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
