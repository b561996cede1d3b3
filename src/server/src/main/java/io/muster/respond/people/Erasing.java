package io.muster.respond.people;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

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
    /**
     * So long after it began, an event may still get the userKey: a command that was decided before is recorded within the time of a batch.
     * A pass that begins after that finds the last of them.
     */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(Erasing.class);
    private static final int EVENTS_AT_ONCE = 4;
    private static final int PAGE = 100;
    private static final int ATTEMPTS = 3;
    private static final String TASK = "erasure:";

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
                SETTLED_AFTER);
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
                .chain(clock::now)
                .map(now -> new Erasures.Work(member.id(), firm, userKeys, by, now, Optional.empty(), now, false))
                .chain(work -> members.remove(
                                member,
                                session -> erasures.begin(session, work, Optional.empty())
                                        .chain(() -> forgotten.begin(
                                                session, member.managerId(), userKeys, member.id(), blocked)))
                        .call(removed ->
                                removed ? atOnce(work) : Uni.createFrom().nullItem()));
    }

    /**
     * A person erases oneself: from what all firms have written down, and from their events that are not over. What is over is the firms' record.
     *
     * @param memberships what firms have written down of the person
     * @param firms further firms in whose events the person may be
     * @return the job; fails with {@link LastManagerException}, and nothing has happened then
     */
    public Uni<ObjectId> oneself(String userKey, List<Member> memberships, Set<String> firms) {
        ObjectId job = new ObjectId();
        Set<String> userKeys = new LinkedHashSet<>(List.of(userKey));
        memberships.forEach(member -> userKeys.add(member.localKey()));
        Set<String> all = new TreeSet<>(firms);
        Set<String> blocking = new TreeSet<>();
        memberships.forEach(member -> {
            all.add(member.managerId());
            if (member.state() == MemberState.BLOCKED) {
                blocking.add(member.managerId());
            }
        });
        return each(memberships, members::mustMayLeave)
                .chain(() -> each(List.copyOf(all), forgotten::prepare))
                .chain(clock::now)
                .chain(now -> {
                    Erasures.Work work = new Erasures.Work(
                            job, Optional.empty(), userKeys, userKey, now, Optional.empty(), now, false);
                    return owner(userKey)
                            .chain(owner ->
                                    transactions.run(session -> erasures.begin(session, work, Optional.of(owner))
                                            .chain(() -> each(
                                                    List.copyOf(all),
                                                    firm -> forgotten.begin(
                                                            session, firm, userKeys, job, blocking.contains(firm))))))
                            .chain(() -> each(
                                    memberships,
                                    member -> members.remove(member).replaceWithVoid()))
                            .chain(() -> atOnce(work));
                })
                .replaceWith(job);
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
    private Uni<Void> atOnce(Erasures.Work work) {
        return forgetProfiles(work)
                .chain(() -> freed(work))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "erasure begun with less than it should job=%s cause=%s",
                        work.id(), failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> forgetProfiles(Erasures.Work work) {
        return erasures.forgetProfiles(work.userKeys(), work.managerId()).invoke(() -> people.forgot(work.userKeys()));
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

    private Uni<Boolean> passes(ObjectId job) {
        return erasures.work(job)
                .chain(found -> found.map(work -> freedAsFarAsPossible(work)
                                .chain(clock::now)
                                .chain(now -> page(work, now))
                                .chain(more -> more ? passes(job) : end(job)))
                        .orElseGet(() -> Uni.createFrom().item(true)));
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

    /** @return whether there may be more in this pass */
    private Uni<Boolean> page(Erasures.Work work, Instant now) {
        return erasures.next(work, now, PAGE).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(false);
            }
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
                    .replaceWith(found.size() == PAGE);
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
    private Uni<Boolean> end(ObjectId job) {
        return erasures.work(job)
                .chain(found -> found.map(work -> clock.now().chain(now -> end(work, now)))
                        .orElseGet(() -> Uni.createFrom().item(true)));
    }

    private Uni<Boolean> end(Erasures.Work work, Instant now) {
        Instant settled = work.startedAt().plus(settledAfter);
        if (!work.missed() && !work.passBegan().isBefore(settled)) {
            return forgetProfiles(work)
                    .chain(() -> forgotten.end(work.id()))
                    .chain(() -> erasures.finished(work.id(), now))
                    .invoke(() -> LOG.infof("event=erasure_finished job=%s", work.id()))
                    .replaceWith(true);
        }
        // What was missed is left to the next who goes on with it.
        Uni<Void> again = now.isBefore(settled) ? Uni.createFrom().voidItem() : erasures.again(work.id(), now);
        return again.chain(
                () -> work.missed() || now.isBefore(settled) ? Uni.createFrom().item(false) : passes(work.id()));
    }
}
