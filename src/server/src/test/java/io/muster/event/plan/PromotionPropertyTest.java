package io.muster.event.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.Qualifications;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.Histories.History;
import io.muster.identity.Standing;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;

/** I9 and I10 (docs/design.md#invariants), judged on the journals of random histories. */
class PromotionPropertyTest {
    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void noPlaceIsFreeWhileSomebodyWaitsWhoMayHaveIt(@ForAll("histories") History history) {
        List<Facts> facts = new ArrayList<>();
        List<JournalEntry> journal = Histories.journal(history, facts);
        for (int version = 1; version <= journal.size(); version++) {
            Facts known = facts.get(version - 1);
            JournalEntry line = journal.get(version - 1);
            Event then = Replay.of(journal.subList(0, version));
            boolean isLast = version == journal.size() || isFirstOfItsCommand(journal.get(version));
            if (isLast) {
                assertThat(whoCouldComeIn(then, line.at(), known))
                        .as("I9 at version %s", version)
                        .isEmpty();
            }
            if (line.kind() == JournalEntry.Kind.PROMOTED) {
                assertNobodyWasOvertaken(Replay.of(journal.subList(0, version - 1)), line, known);
                Statistics.collect(line.cause().orElseThrow() < version - 1 ? "several" : "promoted");
            }
        }
        Statistics.coverage(coverage -> {
            coverage.check("promoted").count(count -> count > 0);
            coverage.check("several").count(count -> count > 0);
        });
    }

    /** A promotion before an accept is decided is its own cause. */
    private static boolean isFirstOfItsCommand(JournalEntry line) {
        return line.cause().filter(cause -> cause != line.version()).isEmpty();
    }

    private static void assertNobodyWasOvertaken(Event before, JournalEntry line, Facts facts) {
        String promoted = line.userKey().orElseThrow();
        StaffEntry stood = before.standby().stream()
                .filter(entry -> entry.userKey().equals(promoted))
                .findFirst()
                .orElseThrow();
        assertThat(line.entry().orElseThrow().since()).isEqualTo(stood.since());
        assertThat(whoCouldComeIn(before, line.at(), facts))
                .as("before %s at version %s", promoted, line.version())
                .contains(promoted)
                .allSatisfy(other -> assertThat(
                                before.currentEntry(other).orElseThrow().since())
                        .isGreaterThanOrEqualTo(stood.since()));
    }

    /** Those who wait for a place that is free, and are qualified, nowhere else at the time, not barred and not blocked; nobody once nobody is promoted any more. */
    private static List<String> whoCouldComeIn(Event event, Instant at, Facts facts) {
        Instant given = (Instant) event.fields().get(EventField.PROMOTE_UNTIL);
        LocalDate date = (LocalDate) Objects.requireNonNull(event.fields().get(EventField.DATE));
        LocalTime start = (LocalTime) Objects.requireNonNull(event.fields().get(EventField.START_TIME));
        Instant until =
                given == null ? date.atTime(start).toInstant(ZoneOffset.UTC).minus(Duration.ofHours(12)) : given;
        if (!event.status().isOpen() || event.deleted() || !at.isBefore(until)) {
            return List.of();
        }
        return event.standby().stream()
                .filter(entry -> !event.barred().contains(entry.userKey()))
                .filter(entry -> !facts.standings()
                        .getOrDefault(entry.userKey(), Standing.NONE)
                        .blocked())
                .filter(entry -> event.role(entry.key().orElseThrow())
                        .filter(Role::waitlist)
                        .filter(role -> event.taken(role.key()) < role.count())
                        .filter(role -> facts.qualifications()
                                .getOrDefault(entry.userKey(), Qualifications.NONE)
                                .missing(role, date)
                                .isEmpty())
                        .filter(role -> facts.engagements().byPerson().getOrDefault(entry.userKey(), List.of()).stream()
                                .noneMatch(place -> place.span()
                                        .comesNear(
                                                TimeSpan.of(event.fields(), role),
                                                facts.engagements().rule().rest())))
                        .isPresent())
                .map(StaffEntry::userKey)
                .toList();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aFurtherLineLiesInTheBatchOfItsCauseAndIsOfTheSameCommand(@ForAll("histories") History history) {
        List<JournalEntry> journal = Histories.journal(history);
        for (JournalEntry line : journal) {
            assertThat(line.cause().isPresent()).as("I10").isEqualTo(line.kind() == JournalEntry.Kind.PROMOTED);
            line.cause().ifPresent(version -> {
                JournalEntry cause = journal.get((int) (version - 1));
                assertThat(isFirstOfItsCommand(cause)).isTrue();
                assertThat(line.version() - version).as("I10: of one batch").isEqualTo(line.place() - cause.place());
                assertThat(line.at()).isEqualTo(cause.at());
                assertThat(line.actor()).isEqualTo(cause.actor());
            });
        }
    }
}
