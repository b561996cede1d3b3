package io.muster.live;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.Replay;
import io.muster.event.plan.Made;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.live.Notice.Receiver;
import io.muster.live.step.Step;
import io.muster.live.stream.Life;
import io.muster.live.stream.Life.Moment;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.person;
import static io.muster.event.plan.Made.publish;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static org.assertj.core.api.Assertions.assertThat;

/** A step stands as {@code !event:updated}; what only follows it has no mark. */
class FrameRulesTest {
    private static final Role SERVER = Role.of("Server", 2);
    private static final KeyedCommand NOTES = field(EventField.NOTES, Optional.of("Bring a coat"));
    private static final Audience ADA_ALONE = new Audience(List.of("ada"), List.of());

    private static final Caller ADA = person("ada");
    private static final Caller BEN = person("ben");
    private static final Caller STRANGER = person("ada", Set.of(), "m-2");

    private final Event open = Made.event(SERVER);
    private final Event draft = Made.event(EventStatus.DRAFT, Audience.EVERYONE, SERVER);

    private static List<String> said(List<Notice> notices) {
        return notices.stream()
                .map(notice -> (notice.stepping() ? "!" : "")
                        + notice.type().wireName()
                        + notice.reason()
                                .map(reason -> " " + reason.name().toLowerCase(Locale.ROOT))
                                .orElse(""))
                .toList();
    }

    private static List<String> staff(Moment moment, Caller person) {
        return said(moment.toldTo(person));
    }

    private static Receiver.Staff receiver(Moment moment, Caller person) {
        return (Receiver.Staff) moment.toldTo(person).get(0).receiver();
    }

    @Test
    void aManagerIsToldEachStepByItsName() {
        List<Moment> life = Life.of(
                draft,
                publish(),
                accept("ada", "Server"),
                decline("ada"),
                NOTES,
                remove("ada", true),
                move(Move.UNPUBLISH),
                publish(),
                move(Move.COMPLETE),
                move(Move.DELETE));

        assertThat(life.stream().flatMap(moment -> said(FrameRules.ofManager(moment.step(), false)).stream()))
                .containsExactly(
                        "!event:created",
                        "!event:published",
                        "!event:response",
                        "!event:response",
                        "!event:updated",
                        "!staff:removed",
                        "!event:unpublished",
                        "!event:published",
                        "!event:completed",
                        "!event:deleted");
        assertThat(said(FrameRules.ofManager(Life.last(open, move(Move.CANCEL)).step(), false)))
                .containsExactly("!event:canceled");
        assertThat(said(FrameRules.ofManager(repaired("ada").step(), false))).containsExactly("!staff:removed");
    }

    /** Nobody is told that somebody left who did not. */
    @Test
    void aRepairThatTakesNobodyOutIsAnUpdate() {
        Caller ada = Made.person("ada");
        for (Moment moment :
                List.of(repaired("ada", Optional.of("ada"), true), repaired("ada", Optional.empty(), false))) {
            assertThat(said(FrameRules.ofManager(moment.step(), false))).containsExactly("!event:updated");
            assertThat(said(moment.toldTo(ada))).containsExactly("!event:updated");
        }
    }

    @Test
    void aManagersNoticesSayWhetherItMayOnlyRead() {
        Step step = Life.last(open, accept("ada", "Server")).step();

        assertThat(FrameRules.ofManager(step, true))
                .extracting(Notice::receiver)
                .containsOnly(new Receiver.Manager(true));
        assertThat(FrameRules.ofManager(step, false))
                .extracting(Notice::receiver)
                .containsOnly(new Receiver.Manager(false));
    }

    @Test
    void staffAreToldWhatTheySeeByItsName() {
        for (Caller person : List.of(ADA, BEN)) {
            assertThat(staff(Life.last(open), person)).containsExactly("!event:created");
            assertThat(staff(Life.last(open, accept("ada", "Server")), person)).containsExactly("!event:response");
            assertThat(staff(Life.last(open, NOTES), person)).containsExactly("!event:updated");
            assertThat(staff(Life.last(open, publishTo(new Audience(List.of("ada", "ben"), List.of()))), person))
                    .containsExactly("!event:published");
            assertThat(staff(Life.last(open, move(Move.CANCEL)), person)).containsExactly("!event:canceled");
            assertThat(staff(Life.last(open, move(Move.COMPLETE)), person)).containsExactly("!event:completed");
            assertThat(staff(Life.last(open, move(Move.CANCEL), move(Move.DELETE)), person))
                    .containsExactly("!event:hidden deleted");
        }
    }

    @Test
    void fulfilledFollowsTheStepThatFillsIt() {
        Event single = Made.event(Role.of("Server", 1));
        Moment full = Life.last(single, accept("ada", "Server"));
        Moment again = Life.last(single, accept("ada", "Server"), move(Move.UNPUBLISH), publish());

        assertThat(said(FrameRules.ofManager(full.step(), false)))
                .containsExactly("!event:response", "event:fulfilled");
        assertThat(staff(full, ADA)).containsExactly("!event:response", "event:fulfilled");
        assertThat(staff(full, BEN)).containsExactly("!event:response", "event:fulfilled");
        assertThat(staff(again, ADA)).containsExactly("!event:published", "event:fulfilled");
        assertThat(staff(again, BEN)).containsExactly("!event:created", "event:fulfilled");
        assertThat(staff(full, STRANGER)).isEmpty();
        assertThat(staff(Life.last(single, accept("ada", "Server"), NOTES), BEN))
                .as("it was full before")
                .containsExactly("!event:updated");
        assertThat(staff(Life.last(single, accept("ada", "Server"), move(Move.DELETE)), BEN))
                .containsExactly("!event:hidden deleted");
    }

    @Test
    void nobodyButTheManagerHearsOfADraft() {
        for (KeyedCommand request : List.of(NOTES, publishTo(ADA_ALONE), move(Move.CANCEL), move(Move.DELETE))) {
            assertThat(staff(Life.last(draft, request), BEN))
                    .as("%s", request)
                    .isEqualTo(
                            request.command() instanceof Command.Transition cancel && cancel.move() == Move.CANCEL
                                    ? List.of("!event:created")
                                    : List.of());
        }
        assertThat(staff(Life.last(draft), ADA)).isEmpty();
        assertThat(staff(Life.last(draft, publish()), ADA)).containsExactly("!event:created");
    }

    @Test
    void whoWorksForAnotherManagerOrIsInAnotherTeamHearsNothing() {
        Event ofTeam = Made.event(EventStatus.PUBLISHED, new Audience(List.of(), List.of("t-1")), SERVER);
        Caller member = person("cleo", Set.of("t-1"), Made.MANAGER);

        for (Moment moment : Life.of(
                ofTeam,
                Made.request(new Command.Accept(member, "Server")),
                NOTES,
                remove("cleo", false),
                move(Move.CANCEL),
                move(Move.DELETE))) {
            assertThat(staff(moment, member)).hasSize(1);
            assertThat(staff(moment, person("dan", Set.of("t-2"), Made.MANAGER)))
                    .isEmpty();
            assertThat(staff(moment, person("dan", Set.of("t-1"), "m-2"))).isEmpty();
        }
    }

    @Test
    void anotherAudienceBeginsSightForSomeAndEndsItForOthers() {
        Event forAda = Made.event(EventStatus.PUBLISHED, ADA_ALONE, SERVER);
        Moment turned = Life.last(forAda, publishTo(new Audience(List.of("ben"), List.of())));

        assertThat(staff(turned, ADA)).containsExactly("!event:hidden audience");
        assertThat(staff(turned, BEN)).containsExactly("!event:created");
    }

    @Test
    void whoIsInSeesItWhateverItsAudienceAndStatus() {
        KeyedCommand accepts = accept("ben", "Server");

        assertThat(staff(Life.last(open, accepts, publishTo(ADA_ALONE)), BEN)).containsExactly("!event:published");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH)), BEN)).containsExactly("!event:unpublished");
        assertThat(staff(Life.last(open, accepts, barring("ben")), BEN)).containsExactly("!event:updated");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH), NOTES), BEN))
                .containsExactly("!event:updated");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH), publish()), BEN))
                .containsExactly("!event:published");
    }

    @Test
    void whoDeclinedLosesSightAsEverybodyElse() {
        assertThat(staff(Life.last(open, decline("ben"), move(Move.UNPUBLISH)), BEN))
                .containsExactly("!event:hidden unpublished");
        assertThat(staff(Life.last(open, decline("ben"), publishTo(ADA_ALONE)), BEN))
                .containsExactly("!event:hidden audience");
    }

    @Test
    void aDeclineThatEndsSightIsToldBeforeTheEnd() {
        KeyedCommand accepts = accept("ben", "Server");

        assertThat(staff(Life.last(open, accepts, publishTo(ADA_ALONE), decline("ben")), BEN))
                .containsExactly("!event:response", "event:hidden audience");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH), decline("ben")), BEN))
                .containsExactly("!event:response", "event:hidden unpublished");
        assertThat(staff(Life.last(open, accepts, barring("ben"), decline("ben")), BEN))
                .containsExactly("!event:response", "event:hidden removed");
        assertThat(staff(Life.last(open, accepts, publishTo(ADA_ALONE), decline("ben")), ADA))
                .containsExactly("!event:response");
    }

    @Test
    void aDeclineAfterWhichItIsStillSeenIsAResponse() {
        assertThat(staff(Life.last(open, accept("ben", "Server"), decline("ben")), BEN))
                .containsExactly("!event:response");
    }

    @Test
    void whoIsTakenOutAndStillSeesItIsToldSo() {
        for (Moment moment : List.of(Life.last(open, accept("ada", "Server"), remove("ada", false)), repaired("ada"))) {
            assertThat(staff(moment, ADA)).containsExactly("!staff:removed");
            assertThat(staff(moment, BEN)).containsExactly("!staff:removed");
            assertThat(receiver(moment, ADA).concerned()).isTrue();
            assertThat(receiver(moment, BEN)).isEqualTo(Receiver.Staff.ANYBODY);
        }
    }

    @Test
    void whoIsTakenOutAndSeesItNoMoreIsToldTheEnd() {
        KeyedCommand accepts = accept("ben", "Server");

        assertThat(staff(Life.last(open, accepts, remove("ben", true)), BEN)).containsExactly("!event:hidden removed");
        assertThat(staff(Life.last(open, accepts, publishTo(ADA_ALONE), remove("ben", false)), BEN))
                .containsExactly("!event:hidden removed");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH), remove("ben", false)), BEN))
                .containsExactly("!event:hidden removed");
        assertThat(staff(Life.last(open, accepts, move(Move.UNPUBLISH), remove("ben", false)), ADA))
                .isEmpty();
    }

    @Test
    void aBarEndsSightAndLiftingItBeginsIt() {
        assertThat(staff(Life.last(open, barring("ben")), BEN)).containsExactly("!event:hidden removed");
        assertThat(staff(Life.last(open, barring("ben")), ADA)).containsExactly("!event:updated");
        assertThat(staff(Life.last(open, barring("ben"), NOTES), BEN)).isEmpty();
        assertThat(staff(Life.last(open, barring("ben"), barring()), BEN)).containsExactly("!event:created");
    }

    @Test
    void aWaveBeginsSightForItsTeamsAndEndsItForOthers() {
        Caller member = person("eve", Set.of("t-1"), Made.MANAGER);
        Event forAda = Made.event(EventStatus.PUBLISHED, ADA_ALONE, SERVER);
        KeyedCommand toOne = waves(new Audience.Wave(Made.NOW, List.of("t-1")));
        Moment made = Life.last(forAda, toOne);

        assertThat(staff(made, member)).containsExactly("!event:created");
        assertThat(staff(made, BEN)).isEmpty();
        assertThat(staff(made, ADA)).containsExactly("!event:updated");
        assertThat(staff(Life.last(forAda, toOne, NOTES), member)).containsExactly("!event:updated");
        assertThat(staff(Life.last(forAda, toOne, waves()), member)).containsExactly("!event:hidden audience");
    }

    private static KeyedCommand waves(Audience.Wave... waves) {
        return Made.edit(
                EventPatch.of(new AudiencePatch(Optional.empty(), Optional.empty(), Optional.of(List.of(waves)))));
    }

    /** A socket whose token has fewer teams than the one that accepted: what it now sees, it sees from here on. */
    @Test
    void anAcceptThatBeginsSightIsTheBeginning() {
        Event ofTeam = Made.event(EventStatus.PUBLISHED, new Audience(List.of(), List.of("t-1")), SERVER);
        Caller member = person("ada", Set.of("t-1"), Made.MANAGER);
        Moment accepted = Life.last(ofTeam, Made.request(new Command.Accept(member, "Server")));

        assertThat(staff(accepted, member)).containsExactly("!event:response");
        assertThat(staff(accepted, ADA)).containsExactly("!event:created");
        assertThat(staff(accepted, STRANGER)).isEmpty();
    }

    @Test
    void aResponseNamesThePersonToThePersonAlone() {
        Profile own = new Profile(Optional.of("Ada L"), Optional.empty(), Optional.empty());
        Caller ada =
                new Caller("ada", own, Optional.empty(), false, Employers.of(Set.of(Made.MANAGER)), Set.of(), false);
        Moment moment = Life.last(open, accept("ada", "Server"));

        assertThat(receiver(moment, ada))
                .isEqualTo(new Receiver.Staff(
                        true,
                        Optional.of(new Step.Named(moment.step().responseAfter().orElseThrow(), own)),
                        Optional.empty(),
                        false));
        Moment later = Life.last(open, accept("ben", "Server"), accept("ada", "Server"));
        assertThat(receiver(later, BEN))
                .as("whoever is in gets what all others get")
                .isEqualTo(receiver(moment, person("cleo")))
                .isEqualTo(Receiver.Staff.ANYBODY);
    }

    @Test
    void theEventIsShownWithThePersonsOwnResponse() {
        Moment edited = Life.last(open, accept("ada", "Server"), NOTES);

        assertThat(receiver(edited, ADA).own().map(Step.Named::entry))
                .isEqualTo(edited.after().currentEntry("ada"));
        assertThat(receiver(edited, ADA).concerned()).isFalse();
        assertThat(receiver(edited, BEN)).isEqualTo(Receiver.Staff.ANYBODY);
    }

    /** Somebody is in, and a repair takes the person out. */
    private Moment repaired(String userKey) {
        return repaired(userKey, Optional.of(userKey), false);
    }

    /**
     * Somebody is in, and then comes a repair.
     *
     * @param concerned whom it is about
     * @param stands whether the person stays
     */
    private Moment repaired(String userKey, Optional<String> concerned, boolean stands) {
        List<JournalEntry> lines = Life.of(open, accept(userKey, "Server")).stream()
                .map(moment -> moment.step().line())
                .toList();
        JournalEntry last = lines.get(1);
        Event before = Replay.of(lines);
        JournalEntry repair = new JournalEntry(
                last.eventId(),
                last.version() + 1,
                last.at().plusMillis(1),
                last.managerId(),
                new Change.Repaired(
                        concerned, concerned.flatMap(before::currentEntry).filter(entry -> stands)),
                "google:admin",
                "key-of-repair",
                "repair",
                false,
                Optional.of(before.audience()),
                lines.get(0).after(),
                1,
                1);
        List<Moment> moments = Life.of(List.of(lines.get(0), last, repair), anybody -> Profile.UNKNOWN);
        return moments.get(2);
    }
}
