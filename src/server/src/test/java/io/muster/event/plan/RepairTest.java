package io.muster.event.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Rosters;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.said;
import static org.assertj.core.api.Assertions.assertThat;

/** Who stays and who leaves when an event holds more than it may. */
class RepairTest {
    private static final Role SERVER = Role.of("Server", 2);
    private static final Role COOK = Role.of("Cook", 1);
    private static final Role DRIVER = Role.of("Driver", 1);

    @Test
    void inEveryRoleTheFirstByVersionStay() {
        Event event = broken(
                List.of(in("e", SERVER, 9), in("b", COOK, 5), in("d", SERVER, 7), in("a", COOK, 3), in("c", SERVER, 6)),
                List.of());

        Repair repair = Repair.of(event, false);

        assertThat(people(repair.people().list(Response.ACCEPT))).containsExactly("a", "c", "d");
        assertThat(repair.concerned()).extracting(it -> it.entry().userKey()).containsExactly("b", "e");
        assertThat(repair.leaving()).isEqualTo(2);
    }

    /** A clean-up script that keeps the last role it looked at, and forgets the others, has been seen. */
    @Test
    void noRoleIsLostOverAnother() {
        Event event = broken(
                List.of(
                        in("s1", SERVER, 2),
                        in("s2", SERVER, 3),
                        in("s3", SERVER, 4),
                        in("c1", COOK, 5),
                        in("c2", COOK, 6),
                        in("d1", DRIVER, 7),
                        in("d2", DRIVER, 8)),
                List.of());

        assertThat(people(Repair.of(event, false).people().list(Response.ACCEPT)))
                .containsExactly("s1", "s2", "c1", "d1");
    }

    @Test
    void ofSeveralEntriesTheLastWordStands() {
        Event event = broken(
                List.of(in("a", SERVER, 2), in("b", SERVER, 3), in("a", COOK, 5)),
                List.of(out("b", 4), out("c", 6), out("c", 6)));

        Repair repair = Repair.of(event, false);

        assertThat(repair.people().list(Response.ACCEPT)).containsExactly(in("a", COOK, 5));
        assertThat(repair.people().list(Response.DECLINE)).containsExactly(out("b", 4), out("c", 6));
        assertThat(repair.standingOnce()).isEqualTo(3);
        assertThat(repair.leaving()).isZero();
    }

    @Test
    void whoStandsTwiceTakesOnePlaceOnly() {
        Event event = broken(
                List.of(in("a", SERVER, 2), in("a", SERVER, 2), in("b", SERVER, 3), in("c", SERVER, 4)), List.of());

        assertThat(people(Repair.of(event, false).people().list(Response.ACCEPT)))
                .containsExactly("a", "b");
    }

    @Test
    void anEntryOfNoVersionOfTheEventComesLast() {
        Event event = broken(
                List.of(in("z", SERVER, 0), in("y", SERVER, 77), in("a", SERVER, 5), in("b", SERVER, 6)), List.of());

        assertThat(people(Repair.of(event, false).people().list(Response.ACCEPT)))
                .containsExactly("a", "b");
    }

    @Test
    void aRoleTheEventDoesNotHaveHasNoPlaces() {
        Event event = broken(List.of(in("a", Role.of("Juggler", 9), 2), in("b", SERVER, 3)), List.of());

        assertThat(people(Repair.of(event, false).people().list(Response.ACCEPT)))
                .containsExactly("b");
    }

    @Test
    void theDigestTellsEveryDifference() {
        List<StaffEntry> three = List.of(in("a", COOK, 2), in("b", COOK, 3), in("c", COOK, 4));
        Set<String> digests = new HashSet<>(List.of(
                Repair.of(broken(three, List.of()), false).digest(),
                Repair.of(broken(three.subList(0, 2), List.of()), false).digest(),
                Repair.of(broken(List.of(three.get(0), three.get(2)), List.of()), false)
                        .digest(),
                Repair.of(broken(List.of(three.get(0), three.get(0)), List.of()), false)
                        .digest(),
                Repair.of(broken(List.of(three.get(0)), List.of()), true).digest()));

        assertThat(digests).hasSize(5);
        assertThat(Repair.of(broken(three, List.of()), true).digest())
                .as("figures go along with people")
                .isEqualTo(Repair.of(broken(three, List.of()), false).digest());
    }

    @Test
    void atItsTurnItIsDoneOnlyIfItIsWhatWasApproved() {
        Event event = broken(List.of(in("a", COOK, 2), in("b", COOK, 3), in("c", COOK, 4)), List.of());
        String approved = Repair.of(event, false).digest();
        Command.Repair repair = new Command.Repair("google:admin", approved);

        Plan done = plan(event, decline("x"), request(repair), request(repair), accept("y", "Cook"));
        assertThat(said(done).subList(0, 3))
                .containsExactly("recorded declined at 11", "recorded repaired at 12", "unchanged");
        assertThat(said(done).get(3)).startsWith("refused CAPACITY_FULL");
        assertThat(done.entries())
                .filteredOn(line -> line.kind() == JournalEntry.Kind.REPAIRED)
                .allSatisfy(line -> assertThat(line.after().accepted()).isOne())
                .allSatisfy(line -> assertThat(line.actor()).isEqualTo("google:admin"))
                .extracting(JournalEntry::userKey)
                .containsExactly(Optional.of("b"), Optional.of("c"));
        assertThat(done.entries()).extracting(JournalEntry::requestKey).doesNotHaveDuplicates();
        assertThat(people(done.after().accepted())).containsExactly("a");
        assertThat(done.after().version()).isEqualTo(13);
        assertThat(done.after().managerVersion()).isEqualTo(event.managerVersion());

        Plan stale = plan(event, decline("c"), request(repair));
        assertThat(said(stale)).containsExactly("recorded declined at 11", "refused REPAIR_STALE{}");
    }

    @Test
    void figuresAloneAreAVersionOfTheirOwn() {
        Event event = broken(List.of(in("a", COOK, 2)), List.of());
        Command.Repair repair =
                new Command.Repair("admin", Repair.of(event, true).digest());

        Plan done =
                Planner.plan(event, Made.NOW, () -> true, SchemaNumber.NEWEST, Facts.NONE, List.of(request(repair)));

        assertThat(said(done)).containsExactly("recorded repaired at 11");
        assertThat(done.entries().get(0).userKey()).isEmpty();
        assertThat(said(plan(event, request(repair)))).containsExactly("unchanged");
    }

    @Test
    void aStatusThatDoesNotFollowIsSettledByTheFirstLine() {
        Event event = broken(List.of(in("a", SERVER, 2), in("b", SERVER, 3), in("c", SERVER, 4)), List.of());
        Event wrong = new Event(
                event.id(),
                event.managerId(),
                EventStatus.FULFILLED,
                event.fields(),
                event.roles(),
                event.people(),
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                false);

        Plan done = plan(
                wrong,
                request(new Command.Repair("admin", Repair.of(wrong, true).digest())));

        assertThat(done.after().status()).isEqualTo(EventStatus.PUBLISHED);
        assertThat(Made.set(done.entries().get(0)).get("status")).isEqualTo("published");
    }

    @Provide
    Arbitrary<List<StaffEntry>> entries() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d", "e", "f"),
                        Arbitraries.of(SERVER, COOK, Role.of("Juggler", 1)),
                        Arbitraries.longs().between(0, 12))
                .as(RepairTest::in)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void whateverItHoldsItIsWholeAfterwards(
            @ForAll("entries") List<StaffEntry> accepted, @ForAll("entries") List<StaffEntry> others) {
        List<StaffEntry> declined = others.stream()
                .map(entry -> out(entry.userKey(), entry.version()))
                .toList();
        Event event = broken(accepted, declined);

        Repair repair = Repair.of(event, false);

        Event after =
                broken(repair.people().list(Response.ACCEPT), repair.people().list(Response.DECLINE));
        assertThat(Repair.of(after, false).isEmpty()).isTrue();
        assertThat(repair.isEmpty()).isEqualTo(isWhole(event));
        assertThat(isWhole(after)).isTrue();
        assertThat(accepted).containsAll(repair.people().list(Response.ACCEPT));
        assertThat(declined).containsAll(repair.people().list(Response.DECLINE));
        Set<String> told = new HashSet<>(people(after.accepted()));
        told.addAll(people(after.declined()));
        repair.concerned().forEach(it -> told.add(it.entry().userKey()));
        Set<String> held = new HashSet<>(people(accepted));
        held.addAll(people(declined));
        assertThat(told).as("nobody leaves without a word").isEqualTo(held);
    }

    /** What the lines of a repair make of the event is what the repair says. */
    @Property(tries = 300)
    void itsLinesLeaveWhomItSays(
            @ForAll("entries") List<StaffEntry> accepted, @ForAll("entries") List<StaffEntry> others) {
        List<StaffEntry> declined = others.stream()
                .map(entry -> out(entry.userKey(), entry.version()))
                .toList();
        Event event = broken(accepted, declined);
        Repair repair = Repair.of(event, false);

        Event after = plan(event, request(new Command.Repair("admin", repair.digest())))
                .after();

        if (repair.isEmpty()) {
            assertThat(after).isEqualTo(event);
        } else {
            for (Response response : Response.values()) {
                List<StaffEntry> staying = repair.people().list(response);
                assertThat(after.people().list(response)).containsExactlyInAnyOrderElementsOf(staying);
                assertThat(versions(after.people().list(response)))
                        .as("in the order of their versions")
                        .isEqualTo(versions(staying));
            }
        }
    }

    /** The versions of the entries, without those that the event never had. */
    private static List<Long> versions(List<StaffEntry> entries) {
        return entries.stream()
                .map(StaffEntry::version)
                .filter(version -> version > 1 && version <= 10)
                .toList();
    }

    private static boolean isWhole(Event event) {
        List<String> people = new ArrayList<>(people(event.accepted()));
        people.addAll(people(event.declined()));
        boolean places = event.accepted().stream()
                .allMatch(entry -> event.role(entry.key().orElseThrow())
                        .filter(role -> event.taken(role.key()) <= role.count())
                        .isPresent());
        return places && people.size() == Set.copyOf(people).size();
    }

    private static Event broken(List<StaffEntry> accepted, List<StaffEntry> declined) {
        Event made = Made.event(SERVER, COOK, DRIVER);
        return new Event(
                made.id(),
                made.managerId(),
                made.status(),
                made.fields(),
                made.roles(),
                Rosters.of(accepted, declined),
                made.audience(),
                made.barred(),
                10,
                1,
                made.createdAt(),
                made.updatedAt(),
                false);
    }

    private static StaffEntry in(String person, Role role, long version) {
        return new StaffEntry(
                person, Response.ACCEPT, Optional.of(role.name()), Optional.of(role.key()), Instant.EPOCH, version);
    }

    private static StaffEntry out(String person, long version) {
        return new StaffEntry(person, Response.DECLINE, Optional.empty(), Optional.empty(), Instant.EPOCH, version);
    }

    private static List<String> people(List<StaffEntry> entries) {
        return entries.stream().map(StaffEntry::userKey).toList();
    }
}
