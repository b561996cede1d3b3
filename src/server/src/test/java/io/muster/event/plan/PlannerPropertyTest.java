package io.muster.event.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Histories.Batch;
import io.muster.event.plan.Histories.History;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;

/** Random histories of one event, held against {@link SequentialModel} and the design's invariants after every batch. */
class PlannerPropertyTest {
    /** Each must have come up, or the histories do not reach far enough. */
    private static final List<String> OUTCOMES = List.of(
            "recorded accepted",
            "recorded standby",
            "recorded declined",
            "recorded updated",
            "recorded published",
            "recorded unpublished",
            "recorded cancelled",
            "recorded completed",
            "recorded reopened",
            "recorded deleted",
            "recorded removed",
            "recorded refused",
            "recorded assigned",
            "recorded moved",
            "recorded confirmed",
            "recorded rekeyed",
            "replayed",
            "unchanged",
            "refused EVENT_NOT_FOUND",
            "refused EVENT_CLOSED",
            "refused ALREADY_ACCEPTED",
            "refused BARRED",
            "refused ROLE_NOT_FOUND",
            "refused CAPACITY_FULL",
            "refused APPROVAL_REQUIRED",
            "refused STANDBY_FULL",
            "refused IDEMPOTENCY_KEY_REUSED",
            "refused WRONG_STATUS",
            "refused CAPACITY_BELOW_TAKEN",
            "refused VERSION_STALE",
            "refused REFUSED",
            "refused NOT_QUALIFIED",
            "refused TIME_CONFLICT",
            "refused NOT_OPEN_YET",
            "refused WITHDRAW_CLOSED",
            "refused NOT_ACCEPTED",
            "refused CHANGED_SINCE",
            "refused PERSON_UNKNOWN",
            "refused STAFF_NOT_FOUND");

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void decidesAsTheModelDoes(@ForAll("histories") History history) {
        SequentialModel model = new SequentialModel(history.made());
        Run run = new Run(history.made());
        for (Batch batch : history.batches()) {
            model.read(batch.now(), batch.facts());
            List<String> expected = batch.requests().stream().map(model::decide).toList();

            assertThat(run.decide(batch)).isEqualTo(expected);

            assertSame(run.event, model);
            assertThat(causes(run.journal)).isEqualTo(model.causes);
            expected.forEach(said -> Statistics.collect(said.replaceAll("\\{.*| at .*| since.*| \\d+", "")));
        }
        Statistics.coverage(
                coverage -> OUTCOMES.forEach(outcome -> coverage.check(outcome).count(count -> count > 0)));
    }

    /** Of each promotion, by its version. */
    private static Map<Long, Long> causes(List<JournalEntry> journal) {
        return journal.stream()
                .filter(line -> line.kind() == JournalEntry.Kind.PROMOTED)
                .collect(Collectors.toMap(
                        JournalEntry::version, line -> line.cause().orElseThrow()));
    }

    private static void assertSame(Event event, SequentialModel model) {
        assertThat(seats(event.accepted())).isEqualTo(model.in);
        assertThat(seats(event.standby())).isEqualTo(model.waiting);
        assertThat(seats(event.declined())).isEqualTo(model.out);
        assertThat(event.accepted().stream()
                        .filter(entry -> event.terms().isUnconfirmed(entry))
                        .map(StaffEntry::userKey))
                .isEqualTo(model.in.stream()
                        .map(SequentialModel.Seat::person)
                        .filter(model::isUnconfirmed)
                        .toList());
        assertThat(event.fields()).isEqualTo(model.fields);
        assertThat(event.roles()).isEqualTo(model.roles);
        assertThat(event.audience()).isEqualTo(model.audience);
        assertThat(event.barred()).isEqualTo(model.barred);
        assertThat(event.status().wireName()).isEqualTo(model.status);
        assertThat(event.deleted()).isEqualTo(model.deleted);
        assertThat(event.version()).isEqualTo(model.version);
        assertThat(event.managerVersion()).isEqualTo(model.managerVersion);
    }

    private static List<SequentialModel.Seat> seats(List<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new SequentialModel.Seat(
                        entry.userKey(),
                        entry.key().orElse(null),
                        entry.version(),
                        entry.since(),
                        entry.reason().map(StandbyReason::wireName).orElse(entry.byManager() ? "manager" : "")))
                .toList();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void keepsTheInvariantsAtEveryVersion(@ForAll("histories") History history) {
        Run run = new Run(history.made());
        for (Batch batch : history.batches()) {
            run.decide(batch);
        }
        for (int version = 1; version <= run.journal.size(); version++) {
            Event then = Replay.of(run.journal.subList(0, version));
            assertHolds(then);
            assertFigures(then, run.journal.get(version - 1).after());
            assertThat(then.version()).isEqualTo(version);
        }
    }

    private static void assertHolds(Event event) {
        Set<String> people = new HashSet<>();
        Map<String, Integer> taken = new HashMap<>();
        for (StaffEntry entry : event.accepted()) {
            assertThat(people.add(entry.userKey())).as("once only (I2)").isTrue();
            taken.merge(entry.key().orElseThrow(), 1, Integer::sum);
            Role role = event.role(entry.key().orElseThrow()).orElseThrow();
            assertThat(entry.role()).as("the event's spelling").contains(role.name());
        }
        for (StaffEntry entry : Stream.of(event.standby(), event.declined())
                .flatMap(List::stream)
                .toList()) {
            assertThat(people.add(entry.userKey())).as("once only (I2)").isTrue();
            entry.key()
                    .flatMap(event::role)
                    .ifPresent(role -> assertThat(entry.role())
                            .as("the event's spelling, while it has the role")
                            .contains(role.name()));
        }
        taken.forEach((key, count) -> assertThat(count)
                .as("places taken (I1)")
                .isLessThanOrEqualTo(event.role(key).orElseThrow().count()));
    }

    private static void assertFigures(Event event, JournalEntry.After after) {
        boolean full = event.roles().stream()
                .allMatch(role -> event.accepted().stream()
                                .filter(entry -> entry.key().equals(Optional.of(role.key())))
                                .count()
                        == role.count());
        assertThat(after.accepted()).isEqualTo(event.accepted().size());
        assertThat(after.standby()).isEqualTo(event.standby().size());
        assertThat(after.declined()).isEqualTo(event.declined().size());
        assertThat(after.unconfirmed()).isEqualTo(event.unconfirmed());
        assertThat(after.roles()).as("role_stats (I3)").isEqualTo(event.roleStats());
        if (event.status().isOpen()) {
            assertThat(event.status()).as("I3").isEqualTo(full ? EventStatus.FULFILLED : EventStatus.PUBLISHED);
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void replayingTheJournalGivesTheEvent(@ForAll("histories") History history) {
        Run run = new Run(history.made());
        for (Batch batch : history.batches()) {
            run.decide(batch);

            assertThat(Replay.of(run.journal)).as("I4").isEqualTo(run.event);
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aBatchDecidesAsItsRequestsWouldOneByOne(@ForAll("histories") History history) {
        Run together = new Run(history.made());
        Run apart = new Run(history.made());
        for (Batch batch : history.batches()) {
            List<String> decidedApart = new ArrayList<>();
            for (KeyedCommand request : batch.requests()) {
                decidedApart.addAll(apart.decide(new Batch(batch.now(), batch.facts(), List.of(request))));
            }

            assertThat(together.decide(batch)).isEqualTo(decidedApart);

            assertThat(withoutTimes(together.event)).isEqualTo(withoutTimes(apart.event));
        }
    }

    private static Event withoutTimes(Event event) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                Roster.of(response -> withoutTimes(event.people().list(response))),
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                Instant.EPOCH,
                event.deleted(),
                event.terms());
    }

    private static List<StaffEntry> withoutTimes(List<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new StaffEntry(
                        entry.userKey(),
                        entry.response(),
                        entry.role(),
                        entry.key(),
                        Instant.EPOCH,
                        entry.version(),
                        entry.since(),
                        entry.reason(),
                        entry.byManager(),
                        entry.confirmed()))
                .toList();
    }

    /** Nobody is sent away while there is a place: it was taken by those who came before, at the version named. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whoeverFindsNoPlaceCameAfterThoseWhoHoldThem(@ForAll("histories") History history) {
        Run run = new Run(history.made());
        for (Batch batch : history.batches()) {
            List<KeyedCommand> requests = run.fresh(batch);
            Plan plan = run.plan(batch);
            long last = plan.before().version();
            for (int i = 0; i < requests.size(); i++) {
                Decision decision = plan.decisions().get(i);
                last = lastBefore(last, requests.get(i), plan.entries());
                if (decision instanceof Decision.Recorded recorded) {
                    assertThat(recorded.entry().version())
                            .as("in order of arrival")
                            .isEqualTo(last + 1);
                    last = lastOf(recorded.entry(), plan.entries());
                } else if (decision instanceof Decision.Refused refused
                        && refused.refusal().reason() == Refusal.Reason.CAPACITY_FULL) {
                    Map<String, Object> facts = refused.refusal().facts();
                    assertThat(facts).containsEntry("version", last);
                    Event then = Replay.of(run.journal.subList(0, (int) last));
                    Role role = Role.named(String.valueOf(facts.get("role")), then.roles())
                            .orElseThrow();
                    assertThat(then.taken(role.key())).isEqualTo(role.count());
                }
            }
        }
    }

    /** Those who were promoted before this command was decided, by itself: the first such entry is the cause of them all. */
    private static long lastBefore(long version, KeyedCommand request, List<JournalEntry> entries) {
        return version
                + entries.stream()
                        .filter(entry -> entry.cause()
                                .filter(cause -> cause == version + 1)
                                .isPresent())
                        .filter(entry -> entry.actor().equals(request.command().actor())
                                && entry.fingerprint().equals(request.fingerprint()))
                        .filter(entry -> isPromotion(version + 1, entries))
                        .count();
    }

    private static boolean isPromotion(long version, List<JournalEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.version() == version && entry.cause().isPresent());
    }

    private static long lastOf(JournalEntry own, List<JournalEntry> entries) {
        return own.version()
                + entries.stream()
                        .filter(entry -> entry.cause()
                                .filter(cause -> cause == own.version())
                                .isPresent())
                        .count();
    }

    /** An event's life as its lane leads it: keys known from the journal are answered before planning. */
    private static final class Run {
        private final List<JournalEntry> journal = new ArrayList<>();
        private Event event;

        Run(Event made) {
            event = made;
            journal.add(Made.firstLine(made));
        }

        List<String> decide(Batch batch) {
            Map<String, JournalEntry> known = new HashMap<>();
            journal.forEach(line -> known.put(line.requestKey(), line));
            List<String> said = new ArrayList<>();
            Plan plan = plan(batch);
            int next = 0;
            for (KeyedCommand request : batch.requests()) {
                JournalEntry first = known.get(request.key());
                if (first == null) {
                    said.add(Made.said(plan.decisions().get(next++)));
                } else {
                    boolean same = first.fingerprint().equals(request.fingerprint());
                    said.add(same ? "replayed " + first.version() : "refused IDEMPOTENCY_KEY_REUSED{}");
                }
            }
            return said;
        }

        /** Those of its commands that are not known yet. */
        List<KeyedCommand> fresh(Batch batch) {
            Set<String> known = new HashSet<>();
            journal.forEach(line -> known.add(line.requestKey()));
            return batch.requests().stream()
                    .filter(request -> !known.contains(request.key()))
                    .toList();
        }

        Plan plan(Batch batch) {
            List<KeyedCommand> fresh = fresh(batch);
            Plan plan = batch.plan(event, fresh);
            assertThat(plan.decisions()).hasSameSizeAs(fresh);
            assertThat(plan.after().version())
                    .isEqualTo(event.version() + plan.entries().size());
            journal.addAll(plan.entries());
            event = plan.after();
            return plan;
        }
    }
}
