package io.muster.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.plan.Made;
import io.muster.people.QuietHours;
import io.muster.store.outbound.OutboundLine;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.assign;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.cancel;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.onApproval;
import static io.muster.event.plan.Made.publish;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.requiring;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.standBy;
import static io.muster.event.plan.Made.waitlisted;
import static io.muster.notice.Table.blocked;
import static io.muster.notice.Table.manager;
import static io.muster.notice.Table.member;
import static io.muster.notice.Table.qualified;
import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the table of who hears of what (docs/api.md#notices). */
class NoticeRulesTest {
    private static final Role SERVER = waitlisted("Server", 2);

    /** Twelve hours before the start nobody is promoted any more. */
    private static final Instant LATE = Instant.parse("2026-06-20T10:00:00Z");

    private static Table draft(Role... roles) {
        return new Table(event(EventStatus.DRAFT, Audience.EVERYONE, roles));
    }

    /** Two are in, one waits, one has said no, one says nothing, and the boss has the board. */
    private static Table full() {
        return new Table(event(SERVER))
                .with(member("a"), member("b"), member("c"), member("d"), member("silent"), manager(Table.BOSS))
                .does(accept("a", "Server"), accept("b", "Server"), standBy("c", "Server"), decline("d"))
                .told();
    }

    @Test
    void publishedTellsMembersItIsForWhoHaveNotAnswered() {
        Table table = draft(SERVER)
                .with(member("a"), member("b", "t-1"), blocked("out"), manager(Table.BOSS))
                .withTokens("token");

        assertThat(table.does(publish()).tells()).containsExactly("a: published", "b: published");
    }

    @Test
    void publishedTellsNobodyItIsNotFor() {
        Table table = draft(SERVER).with(member("a"), member("b", "t-1"), member("barred", "t-1"));

        table.does(barring("barred"), publishTo(new Audience(List.of(), List.of("t-1"))));

        assertThat(table.tells()).containsExactly("b: published");
    }

    @Test
    void aWiderAudienceTellsWhoDidNotSeeItBefore() {
        Table table = draft(SERVER)
                .with(member("a", "t-1"), member("b", "t-2"))
                .does(publishTo(new Audience(List.of(), List.of("t-1"))))
                .told();

        assertThat(table.does(publishTo(new Audience(List.of(), List.of("t-1", "t-2"))))
                        .tells())
                .containsExactly("b: published");
    }

    @Test
    void anEventThatIsMadePublishedIsPublished() {
        assertThat(new Table(event(SERVER)).with(member("a")).made().tells()).containsExactly("a: published");
        assertThat(draft(SERVER).with(member("a")).made().tells()).isEmpty();
    }

    @Test
    void publishedTellsWhoIsQualifiedForAFreePlaceAlone() {
        Role driver = requiring(Role.of("Driver", 1), "licence");
        Table table = draft(driver).with(member("a"), qualified("b", "Licence"));

        assertThat(table.does(publish()).tells()).containsExactly("b: published");
    }

    @Test
    void whatIsNotTrueAnyMoreIsToldToNobody() {
        Table taken = draft(Role.of("Server", 1)).with(member("a"), member("b")).does(publish(), accept("a", "Server"));
        assertThat(taken.tells()).as("the place is taken").isEmpty();

        Table over = draft(SERVER).with(member("a")).does(publish()).at(Instant.parse("2026-06-20T23:00:00Z"));
        assertThat(over.tells()).as("the event is over").isEmpty();

        Table hidden = draft(SERVER).with(member("a")).does(publish(), move(Move.UNPUBLISH));
        assertThat(hidden.tells()).as("it is a draft again").isEmpty();

        Table closed = draft(SERVER)
                .with(member("a"))
                .does(field(EventField.RESPOND_BY, Optional.of(Made.NOW.plusSeconds(60))), publish())
                .at(Made.NOW.plusSeconds(60));
        assertThat(closed.tells()).as("nobody can answer any more").isEmpty();
    }

    @Test
    void openingTellsThoseToWhomItOpensThen() {
        Instant first = Made.NOW.plusSeconds(3_600);
        Instant second = Made.NOW.plusSeconds(7_200);
        Audience waves = new Audience(
                List.of(),
                List.of(),
                List.of(new Audience.Wave(first, List.of("t-1")), new Audience.Wave(second, List.of("t-2"))));
        Table table = new Table(event(EventStatus.PUBLISHED, waves, SERVER))
                .with(member("a", "t-1"), member("b", "t-2"), member("both", "t-1", "t-2"), member("c"));

        assertThat(table.at(first).due(OutboundLine.Occasion.OPENED, Map.of()).tells())
                .containsExactly("a: opened", "both: opened");
        assertThat(table.told()
                        .at(second)
                        .due(OutboundLine.Occasion.OPENED, Map.of())
                        .tells())
                .containsExactly("b: opened", "c: opened");
    }

    @Test
    void aFreePlaceAfterPromotionTellsTheSilentAndWhoStandsBy() {
        Table ended = full().at(LATE).does(decline("a")).due(OutboundLine.Occasion.PROMOTION_ENDED, Map.of());
        assertThat(ended.tells())
                .containsExactly(
                        "c: place_free",
                        "silent: place_free",
                        "google:boss: place_free",
                        "google:boss: late_withdrawal");

        Table taken = full().at(LATE).due(OutboundLine.Occasion.PROMOTION_ENDED, Map.of());
        assertThat(taken.tells()).isEmpty();
    }

    @Test
    void aPlaceThatGoesToWhoWaitsIsNotFree() {
        assertThat(full().does(decline("a")).tells()).containsExactly("c: promoted");
    }

    @Test
    void eachIsToldOfOnesOwnPlace() {
        assertThat(full().does(remove("a", false)).tells()).containsExactly("a: removed", "c: promoted");
        assertThat(full().does(remove("a", true)).tells())
                .as("also who may not see it any more")
                .containsExactly("a: removed", "c: promoted");

        Table asking = new Table(event(onApproval("Server", 2), Role.of("Cook", 2)))
                .with(member("a"), member("b"), manager(Table.BOSS))
                .does(standBy("a", "Server"), standBy("b", "Server"))
                .told();
        assertThat(asking.does(assign("a", "Server"), remove("b", false)).tells())
                .containsExactly("a: assigned", "b: refused");
        assertThat(asking.told().does(assign("a", "Cook")).tells()).containsExactly("a: moved");
    }

    @Test
    void newTimesTellWhoIsInToConfirmAndWhoStandsBy() {
        Table table = full().does(field(EventField.START_TIME, Optional.of(LocalTime.of(17, 0))));
        assertThat(table.tells()).containsExactly("a: changed", "b: changed", "c: changed");

        Table back = table.does(field(EventField.START_TIME, Optional.of(LocalTime.of(18, 0))));
        assertThat(back.tells()).as("it is again as they know it").containsExactly("c: changed");

        assertThat(full().does(field(EventField.NOTES, Optional.of("Bring a coat")))
                        .tells())
                .isEmpty();
    }

    @Test
    void cancelledReopenedAndDeletedTellWhoIsInOrStandsBy() {
        Table table = full().does(cancel("Rain"));
        assertThat(table.tells()).containsExactly("a: cancelled", "b: cancelled", "c: cancelled");
        assertThat(table.told().does(move(Move.REOPEN)).tells())
                .containsExactly("a: reopened", "b: reopened", "c: reopened");
        assertThat(table.told().does(cancel("Rain"), move(Move.DELETE)).tells())
                .containsExactly("a: deleted", "b: deleted", "c: deleted");
    }

    @Test
    void changesBecomeOneMessageOfTheLaterState() {
        Table table = full().does(
                        field(EventField.START_TIME, Optional.of(LocalTime.of(17, 0))),
                        field(EventField.VENUE_NAME, Optional.of("Hall 2")),
                        cancel("Rain"));
        assertThat(table.tells()).containsExactly("a: cancelled", "b: cancelled", "c: cancelled");

        Table outAndIn = new Table(event(waitlisted("Server", 3))).with(member("a"), member("b"));
        outAndIn.does(accept("a", "Server"), accept("b", "Server")).told();
        outAndIn.does(remove("a", false), remove("b", false), accept("b", "Server"));
        assertThat(outAndIn.tells()).containsExactly("a: removed");

        Table movedToo = full().does(decline("a"), field(EventField.DATE, Optional.of(LocalDate.of(2026, 6, 21))));
        assertThat(movedToo.tells()).containsExactly("b: changed", "c: promoted+changed");
    }

    @Test
    void whoWasTakenOutHearsOfItWhateverBecomesOfTheEvent() {
        Table cancelled = full().does(remove("c", false), cancel("Rain"));
        assertThat(cancelled.tells()).containsExactly("a: cancelled", "b: cancelled", "c: removed");
        assertThat(cancelled.does(move(Move.DELETE)).tells()).containsExactly("a: deleted", "b: deleted", "c: removed");
        assertThat(full().does(remove("c", false), decline("c")).tells())
                .as("has answered since")
                .isEmpty();
    }

    @Test
    void aRemindersPeopleAreThoseWhoAreInAndCalledThen() {
        Role early = new Role("Early", "early", 1, LocalTime.of(16, 0), null, null);
        Table table = new Table(event(early, Role.of("Server", 1)))
                .with(member("a"), member("b"), member("c"), manager(Table.BOSS))
                .does(accept("a", "Early"), accept("b", "Server"))
                .told();

        table.at(Instant.parse("2026-06-20T13:00:00Z"));
        assertThat(table.due(OutboundLine.Occasion.REMINDER, Map.of(Occasion.CALL, "2026-06-20T16:00:00Z"))
                        .tells())
                .containsExactly("a: reminder");
        table.told().at(Instant.parse("2026-06-20T15:00:00Z"));
        assertThat(table.due(OutboundLine.Occasion.REMINDER, Map.of(Occasion.CALL, "2026-06-20T18:00:00Z"))
                        .tells())
                .containsExactly("b: reminder");
        assertThat(table.at(Instant.parse("2026-06-20T18:00:00Z")).tells())
                .as("the call time has come")
                .isEmpty();
    }

    @Test
    void aNoteGoesToThoseItNamesAndNotToItsWriter() {
        assertThat(note("silent")).containsExactly("silent: note");
        assertThat(note("accept")).containsExactly("a: note", "b: note");
        assertThat(note("standby")).containsExactly("c: note");
    }

    private static List<String> note(String to) {
        return full().due(OutboundLine.Occasion.NOTICE, Map.of(Occasion.TO, to, Occasion.TEXT, "Please answer"))
                .by(Table.BOSS)
                .tells();
    }

    @Test
    void managersHearOfALateWithdrawalOfWhoWasIn() {
        Instant late = Instant.parse("2026-06-19T18:00:00Z");
        assertThat(full().at(late).does(decline("b")).tells())
                .containsExactly("c: promoted", "google:boss: late_withdrawal");
        assertThat(full().at(late.minusMillis(1)).does(decline("b")).tells())
                .as("not late")
                .containsExactly("c: promoted");
        assertThat(full().at(late).does(decline("c")).tells()).as("was not in").isEmpty();
        assertThat(full().at(late).does(decline("silent")).tells())
                .as("was not in")
                .isEmpty();
    }

    @Test
    void managersHearOfRequestsAndOpenPlacesOnlyWhileThereAreSome() {
        Table asking = new Table(event(onApproval("Server", 2)))
                .with(member("a"), manager(Table.BOSS), manager("google:other"))
                .does(standBy("a", "Server"));
        assertThat(asking.tells()).containsExactly("google:boss: requests", "google:other: requests");
        assertThat(asking.does(assign("a", "Server")).tells()).containsExactly("a: assigned");

        assertThat(asking.told()
                        .due(OutboundLine.Occasion.PLACES_OPEN, Map.of())
                        .tells())
                .containsExactly("google:boss: places_open", "google:other: places_open");
        assertThat(full().due(OutboundLine.Occasion.PLACES_OPEN, Map.of()).tells())
                .isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatTheyDidThemselves() {
        Table table = new Table(event(SERVER))
                .with(manager(Table.BOSS), member("a"))
                .does(accept(Table.BOSS, "Server"), accept("a", "Server"))
                .told();

        assertThat(table.does(cancel("Rain")).tells()).containsExactly("a: cancelled");
        assertThat(full().does(decline("a")).tells()).doesNotContain("a: removed");
    }

    @Test
    void whoIsBlockedIsToldNothing() {
        Table table = new Table(event(SERVER)).does(accept("out", "Server")).told();
        table.with(blocked("out"));
        assertThat(table.does(cancel("Rain")).tells()).isEmpty();
    }

    @Test
    void anOccasionHasTheSameIdHoweverOftenItsLineIsRead() {
        Table one = full().does(decline("a"));
        assertThat(one.occasions())
                .extracting(Occasion::id)
                .containsExactly(one.event().id().toHexString() + "/7/promoted");
    }

    @Test
    void moreRolesAfterPromotionAreFreePlaces() {
        assertThat(full().at(LATE).does(roles(waitlisted("Server", 3))).tells())
                .containsExactly("c: place_free", "silent: place_free");
    }

    @Test
    void quietHoursHoldBackWhatCanWait() {
        Event event = Made.with(event(SERVER), EventField.TIMEZONE, ZoneId.of("Europe/Madrid"));
        Optional<QuietHours> usual = Optional.of(QuietHours.USUAL);

        assertThat(QuietTimes.heldUntil(event, usual, Instant.parse("2026-06-10T19:59:59Z")))
                .isEmpty();
        assertThat(QuietTimes.heldUntil(event, usual, Instant.parse("2026-06-10T20:00:00Z")))
                .contains(Instant.parse("2026-06-11T05:00:00Z"));
        assertThat(QuietTimes.heldUntil(event, usual, Instant.parse("2026-06-11T04:59:59Z")))
                .contains(Instant.parse("2026-06-11T05:00:00Z"));
        assertThat(QuietTimes.heldUntil(event, usual, Instant.parse("2026-06-11T05:00:00Z")))
                .isEmpty();
        assertThat(QuietTimes.heldUntil(event, Optional.empty(), Instant.parse("2026-06-10T20:00:00Z")))
                .isEmpty();
        assertThat(QuietTimes.heldUntil(event, usual, Instant.parse("2026-06-19T22:00:00Z")))
                .as("it is about the next 24 hours")
                .isEmpty();
        Optional<QuietHours> siesta = Optional.of(new QuietHours(LocalTime.of(14, 0), LocalTime.of(17, 0)));
        assertThat(QuietTimes.heldUntil(event, siesta, Instant.parse("2026-06-10T12:30:00Z")))
                .contains(Instant.parse("2026-06-10T15:00:00Z"));
    }
}
