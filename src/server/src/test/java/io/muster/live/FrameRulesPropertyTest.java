package io.muster.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.Notice.Reason;
import io.muster.live.Notice.Type;
import io.muster.live.stream.Life;
import io.muster.live.stream.Life.Moment;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;

/** Random lives of an event: what each person is told agrees, at every version, with what the person may see of it. */
class FrameRulesPropertyTest {
    /** Each must have come up, or the lives do not reach far enough. */
    private static final List<String> TURNS = List.of(
            "begins",
            "goes on",
            "out of sight",
            "ends AUDIENCE",
            "ends UNPUBLISHED",
            "ends REMOVED",
            "ends DELETED",
            "declines out of sight",
            "fulfilled");

    private static final Set<JournalEntry.Kind> TAKES_OUT =
            Set.of(JournalEntry.Kind.REMOVED, JournalEntry.Kind.REFUSED);

    @Provide
    Arbitrary<Histories.History> histories() {
        return Histories.histories();
    }

    /** The people of the histories and others, with whatever claims a socket's token may have. */
    @Provide
    Arbitrary<List<Caller>> sockets() {
        Arbitrary<String> people =
                Arbitraries.of(Histories.PEOPLE).injectNull(0.1).map(it -> it == null ? "x:7" : it);
        Arbitrary<Set<String>> teams = Arbitraries.of(Set.of(), Set.of("t-1"), Set.of("t-2", "t-9"));
        Arbitrary<Employers> employers = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Employers.of(Set.of(Made.MANAGER)))),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                Employers.EVERYONE,
                                Employers.NOBODY,
                                Employers.of(Set.of("m-2")),
                                Employers.of(Set.of(Made.MANAGER, "m-2")))));
        return Combinators.combine(people, teams, employers)
                .as((person, inTeams, worksFor) ->
                        new Caller(person, Profile.UNKNOWN, Optional.empty(), false, worksFor, inTeams, false))
                .list()
                .ofSize(8);
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void whatStaffAreToldAgreesWithWhatTheySee(
            @ForAll("histories") Histories.History history, @ForAll("sockets") List<Caller> sockets) {
        for (Moment moment : life(history)) {
            for (Caller person : sockets) {
                List<Notice> told = moment.toldTo(person);
                assertAgrees(moment, person, told);
            }
        }
        Statistics.coverage(
                coverage -> TURNS.forEach(turn -> coverage.check(turn).count(count -> count > 0)));
    }

    private static void assertAgrees(Moment moment, Caller person, List<Notice> told) {
        boolean before = moment.sawBefore(person);
        boolean after = moment.seesAfter(person);
        if (!before && !after) {
            assertThat(told).isEmpty();
            Statistics.collect("out of sight");
            return;
        }
        assertThat(told.get(0).stepping()).isTrue();
        assertThat(told).filteredOn(Notice::stepping).hasSize(1);
        assertThat(told.get(0).type() == Type.CREATED).isEqualTo(!before);
        Notice last = told.get(told.size() - 1);
        assertThat(last.type() == Type.HIDDEN).isEqualTo(!after);
        boolean fulfilled = after && becameFulfilled(moment);
        assertThat(last.type() == Type.FULFILLED).isEqualTo(fulfilled);
        boolean declined = !after && moment.step().line().isOfPeopleAlone();
        assertThat(told).hasSize(fulfilled || declined ? 2 : 1);
        if (declined) {
            boolean refused = moment.step().line().kind() == JournalEntry.Kind.REFUSED;
            assertThat(told.get(0).type()).isEqualTo(refused ? Type.REMOVED : Type.RESPONSE);
            Statistics.collect("declines out of sight");
        } else if (!after) {
            Statistics.collect("ends " + last.reason().orElseThrow());
        } else {
            Statistics.collect(before ? "goes on" : "begins");
        }
        if (fulfilled) {
            Statistics.collect("fulfilled");
        }
        assertThat(told)
                .allSatisfy(notice -> assertThat(notice.reason().isPresent()).isEqualTo(notice.type() == Type.HIDDEN));
        last.reason().ifPresent(reason -> assertTrue(reason, moment, person));
    }

    /** What the reason says is so. */
    private static void assertTrue(Reason reason, Moment moment, Caller person) {
        Event after = moment.after();
        boolean barred = after.barred().contains(person.userKey());
        boolean takenOut = TAKES_OUT.contains(moment.step().line().kind())
                && moment.step()
                        .line()
                        .userKey()
                        .filter(person.userKey()::equals)
                        .isPresent();
        assertThat(reason)
                .isEqualTo(
                        after.deleted()
                                ? Reason.DELETED
                                : takenOut || barred
                                        ? Reason.REMOVED
                                        : after.status() == EventStatus.DRAFT ? Reason.UNPUBLISHED : Reason.AUDIENCE);
        assertThat(reason == Reason.AUDIENCE && after.audience().includes(person))
                .isFalse();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aManagerIsToldEachVersionOnce(@ForAll("histories") Histories.History history) {
        for (Moment moment : life(history)) {
            List<Notice> told = FrameRules.ofManager(moment.step(), false);

            assertThat(told.get(0).stepping()).isTrue();
            assertThat(told).hasSize(becameFulfilled(moment) ? 2 : 1);
            assertThat(told.subList(1, told.size())).extracting(Notice::type).allMatch(Type.FULFILLED::equals);
            assertThat(told.subList(1, told.size())).noneMatch(Notice::stepping);
        }
    }

    private static boolean becameFulfilled(Moment moment) {
        return moment.after().status() == EventStatus.FULFILLED
                && !moment.after().deleted()
                && moment.before()
                        .filter(event -> event.status() == EventStatus.FULFILLED)
                        .isEmpty();
    }

    private static List<Moment> life(Histories.History history) {
        return Life.of(Histories.journal(history), userKey -> Profile.UNKNOWN);
    }
}
