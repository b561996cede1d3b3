package io.muster.store.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Histories.Batch;
import io.muster.event.plan.Histories.History;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.store.StoredEvents;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.bson.Document;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.plan;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guard, on the database: whatever a plan says, it lets the update through exactly when the invariants hold
 * afterwards. What would come out is seen on a copy where nothing stops the same update.
 */
class GuardTest {
    private static final StoredEvents STORED = new StoredEvents();
    private static final StoredEvents UNGUARDED = new StoredEvents();

    @AfterContainer
    static void close() {
        STORED.close();
        UNGUARDED.close();
    }

    /** What is wrong with a plan. */
    enum Flaw {
        NONE,
        /** One more gets in, into any role, whether there is a place or not. */
        ONE_MORE,
        /** The same, but the entry says the opposite of the list it comes into. */
        IN_THE_WRONG_LIST,
        /** A person in one of the lists is added to one of them again. */
        AGAIN,
        /** Somebody new is added to one list twice, or to both. */
        TWICE,
        /** A role has one place less than the plan thought. */
        ONE_PLACE_LESS,
        /** A role is gone. */
        ROLE_GONE,
        /** Somebody takes a place in a role there never was. */
        NO_SUCH_ROLE,
        /** The stored event has moved on. */
        STALE
    }

    /** @param pick which role or person it is about, and which list */
    record Tampering(Flaw flaw, int pick) {}

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    @Provide
    Arbitrary<Tampering> tamperings() {
        return Combinators.combine(
                        Arbitraries.of(Flaw.class), Arbitraries.integers().between(0, 11))
                .as(Tampering::new);
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 800, edgeCases = EdgeCasesMode.NONE)
    void saysYesExactlyWhenTheInvariantsHoldAfterwards(
            @ForAll("histories") History history, @ForAll("tamperings") Tampering tampering) {
        Event before = history.made();
        Plan last = new Plan(before, List.of(), List.of(), before);
        for (Batch batch : history.batches()) {
            Plan plan = Planner.plan(last.after(), batch.now(), batch.requests());
            if (!plan.recordsNothing()) {
                last = plan;
            }
        }
        Plan plan = tampered(last, tampering);
        if (plan.after().version() == plan.before().version()) {
            return;
        }
        Event stored = tampering.flaw == Flaw.STALE ? movedOn(plan.before()) : plan.before();
        EventUpdate update = EventUpdate.of(plan);

        UNGUARDED.put(stored);
        UNGUARDED.carryOutUnguarded(update, stored);
        boolean holds = holds(stored, UNGUARDED.document(stored), plan.entries().size());
        STORED.put(stored);
        boolean let = STORED.carryOut(update);

        assertThat(let).as("%s", tampering).isEqualTo(holds);
        assertThat(STORED.event(stored)).isEqualTo(let ? UNGUARDED.event(stored) : stored);
        Statistics.collect(tampering.flaw, let);
        Statistics.coverage(coverage -> {
            coverage.check(Flaw.NONE, true).count(count -> count > 0);
            coverage.check(Flaw.NONE, false).count(count -> count == 0);
            coverage.check(Flaw.ONE_MORE, true).count(count -> count > 0);
            coverage.check(Flaw.ONE_MORE, false).count(count -> count > 0);
            coverage.check(Flaw.IN_THE_WRONG_LIST, true).count(count -> count > 0);
            coverage.check(Flaw.IN_THE_WRONG_LIST, false).count(count -> count > 0);
            coverage.check(Flaw.AGAIN, false).count(count -> count > 0);
            coverage.check(Flaw.TWICE, false).count(count -> count > 0);
            coverage.check(Flaw.ONE_PLACE_LESS, true).count(count -> count > 0);
            coverage.check(Flaw.ONE_PLACE_LESS, false).count(count -> count > 0);
            coverage.check(Flaw.ROLE_GONE, true).count(count -> count > 0);
            coverage.check(Flaw.ROLE_GONE, false).count(count -> count > 0);
            coverage.check(Flaw.NO_SUCH_ROLE, false).count(count -> count > 0);
            coverage.check(Flaw.STALE, false).count(count -> count > 0);
        });
    }

    /** I1, I2 and the version of I4, counted in the stored document itself. */
    private static boolean holds(Event before, Document stored, int recorded) {
        Set<String> people = new HashSet<>();
        List<Document> accepted = stored.getList("accepted_staff", Document.class);
        List<Document> everybody = new ArrayList<>(accepted);
        everybody.addAll(stored.getList("standby_staff", Document.class));
        everybody.addAll(stored.getList("declined_staff", Document.class));
        boolean once = everybody.stream().allMatch(entry -> people.add(entry.getString("userKey")));
        boolean fits = accepted.stream()
                .map(entry -> entry.getString("key"))
                .distinct()
                .allMatch(key -> {
                    long taken = accepted.stream()
                            .filter(entry -> entry.getString("key").equals(key))
                            .count();
                    long places = stored.getList("roles", Document.class).stream()
                            .filter(role -> role.getString("key").equals(key))
                            .mapToInt(role -> role.getInteger("count"))
                            .sum();
                    return taken <= places;
                });
        return once && fits && stored.getLong("version") == before.version() + recorded;
    }

    private static Event movedOn(Event event) {
        return copy(event, event.roles(), event.accepted(), event.declined(), event.version() + 1);
    }

    private static Plan tampered(Plan plan, Tampering tampering) {
        Event after = plan.after();
        List<StaffEntry> accepted = new ArrayList<>(after.accepted());
        List<StaffEntry> declined = new ArrayList<>(after.declined());
        List<Role> roles = new ArrayList<>(after.roles());
        Role role = roles.get(tampering.pick % roles.size());
        long version = after.version() + (tampering.flaw == Flaw.NONE || tampering.flaw == Flaw.STALE ? 0 : 1);
        switch (tampering.flaw) {
            case NONE, STALE -> {}
            case ONE_MORE -> accepted.add(taking("new", role, version));
            case IN_THE_WRONG_LIST -> {
                if (tampering.pick % 2 == 0) {
                    accepted.add(answering("new", Response.DECLINE, role, version));
                } else {
                    declined.add(taking("new", role, version));
                }
            }
            case NO_SUCH_ROLE -> accepted.add(taking("new", Role.of("Nobody", 1), version));
            case AGAIN -> {
                List<StaffEntry> everybody = new ArrayList<>(plan.before().accepted());
                everybody.addAll(plan.before().standby());
                everybody.addAll(plan.before().declined());
                everybody.removeIf(entry -> after.currentEntry(entry.userKey())
                        .filter(entry::equals)
                        .isEmpty());
                if (everybody.isEmpty()) {
                    return new Plan(plan.before(), List.of(), List.of(), plan.before());
                }
                StaffEntry current = everybody.get(tampering.pick % everybody.size());
                boolean stoodIn = current.response() == Response.ACCEPT;
                if (stoodIn) {
                    declined.add(saying(current.userKey(), version));
                } else {
                    accepted.add(taking(current.userKey(), role, version));
                }
            }
            case TWICE -> {
                accepted.add(taking("new", role, version));
                if (tampering.pick % 2 == 0) {
                    declined.add(saying("new", version));
                } else {
                    accepted.add(taking("new", role, version));
                }
            }
            case ONE_PLACE_LESS ->
                roles.set(roles.indexOf(role), new Role(role.name(), role.key(), role.count() - 1, null, null, null));
            case ROLE_GONE -> roles.remove(role);
        }
        List<JournalEntry> entries = new ArrayList<>(plan.entries());
        while (entries.size() < version - plan.before().version()) {
            entries.add(Made.firstLine(plan.before()));
        }
        return new Plan(plan.before(), List.of(), entries, copy(after, roles, accepted, declined, version));
    }

    private static StaffEntry taking(String person, Role role, long version) {
        return answering(person, Response.ACCEPT, role, version);
    }

    private static StaffEntry answering(String person, Response response, Role role, long version) {
        return new StaffEntry(person, response, Optional.of(role.name()), Optional.of(role.key()), Made.NOW, version);
    }

    private static StaffEntry saying(String person, long version) {
        return new StaffEntry(person, Response.DECLINE, Optional.empty(), Optional.empty(), Made.NOW, version);
    }

    private static Event copy(
            Event event, List<Role> roles, List<StaffEntry> accepted, List<StaffEntry> declined, long version) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                roles,
                Roster.of(response -> switch (response) {
                    case ACCEPT -> accepted;
                    case STANDBY -> event.standby();
                    case DECLINE -> declined;
                }),
                event.audience(),
                event.barred(),
                version,
                event.managerVersion(),
                event.createdAt(),
                Instant.ofEpochMilli(event.updatedAt().toEpochMilli()),
                event.deleted());
    }

    /** It counts entries: counters that lie change nothing. */
    @Example
    void trustsNoCounter() {
        Event full = after(Made.event(Role.of("Server", 1)), accept("a", "Server"));
        STORED.put(full);
        Event oneMore = copy(
                full,
                full.roles(),
                List.of(full.accepted().get(0), taking("b", full.roles().get(0), 3)),
                List.of(),
                3);

        assertThat(STORED.carryOut(EventUpdate.of(new Plan(full, List.of(), List.of(), oneMore))))
                .isFalse();
        assertThat(STORED.event(full)).isEqualTo(full);
    }

    /** What people write into a role's name is a string to the database, whatever it looks like. */
    @Example
    void takesAClientsWordsLiterally() {
        for (String name :
                List.of("$accepted_staff", "$$ROOT", "{$gt: 0}", "a.b", "$literal", "\u202fK\u00f6che \ud83d\ude00")) {
            Event event = Made.event(Role.of(name, 1));
            STORED.put(event);
            Plan first = plan(event, accept("$where", name), accept("b.$[x]", name));

            assertThat(STORED.carryOut(EventUpdate.of(first))).as(name).isTrue();
            Event oneMore = copy(
                    first.after(),
                    event.roles(),
                    List.of(
                            first.after().accepted().get(0),
                            taking("c", event.roles().get(0), 3)),
                    List.of(),
                    3);
            assertThat(STORED.carryOut(EventUpdate.of(new Plan(first.after(), List.of(), List.of(), oneMore))))
                    .as(name)
                    .isFalse();
            assertThat(STORED.event(event).accepted()).hasSize(1);
        }
    }
}
