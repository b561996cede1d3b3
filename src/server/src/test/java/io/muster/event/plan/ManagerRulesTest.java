package io.muster.event.plan;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.barring;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.edit;
import static io.muster.event.plan.Made.event;
import static io.muster.event.plan.Made.field;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.publish;
import static io.muster.event.plan.Made.publishTo;
import static io.muster.event.plan.Made.remove;
import static io.muster.event.plan.Made.request;
import static io.muster.event.plan.Made.roles;
import static io.muster.event.plan.Made.said;
import static org.assertj.core.api.Assertions.assertThat;

/** What a manager's calls do: the contract's docs/api.md#event-status and docs/api.md#manager-calls. */
class ManagerRulesTest {
    private static final Role SERVER = Role.of("Server", 2);
    private static final Role COOK = Role.of("Cook", 1);
    private static final Audience TEAM = new Audience(List.of("a"), List.of("t-1"));

    private static Event draft() {
        return event(EventStatus.DRAFT, Audience.EVERYONE, SERVER, COOK);
    }

    @Test
    void publishingMakesADraftVisibleOrGivesAPublishedEventAnotherAudience() {
        Plan plan = plan(draft(), publishTo(TEAM), publishTo(TEAM), publish(), publishTo(Audience.EVERYONE));

        assertThat(said(plan))
                .containsExactly("recorded published at 2", "unchanged", "unchanged", "recorded published at 3");
        JournalEntry first = plan.entries().get(0);
        assertThat(first.audienceBefore()).as("a draft is for nobody").isEmpty();
        assertThat(Made.set(first))
                .isEqualTo(new Document("status", "published")
                        .append("audience_user_keys", List.of("a"))
                        .append("audience_team_ids", List.of("t-1")));
        assertThat(plan.entries().get(1).audienceBefore()).contains(TEAM);
        assertThat(Made.set(plan.entries().get(1))).doesNotContainKey("status");
    }

    @Test
    void anEventThatIsFullComesBackAsFulfilled() {
        Event full = after(event(COOK), accept("a", "Cook"), move(Move.UNPUBLISH));

        Plan plan = plan(full, publish());

        assertThat(plan.after().status()).isEqualTo(EventStatus.FULFILLED);
        assertThat(Made.set(plan.entries().get(0))).isEqualTo(new Document("status", "fulfilled"));
    }

    @Test
    void everyMoveIsAllowedFromWhereTheContractSays() {
        Event published = event(SERVER);
        Event fulfilled = after(event(COOK), accept("a", "Cook"));
        Event cancelled = after(published, move(Move.CANCEL));
        Event completed = after(published, move(Move.COMPLETE));

        Map<Event, List<String>> expected = Map.of(
                draft(),
                List.of("published", "unchanged", "cancelled", "refused"),
                published,
                List.of("unchanged", "draft", "cancelled", "completed"),
                fulfilled,
                List.of("unchanged", "draft", "cancelled", "completed"),
                cancelled,
                List.of("refused", "refused", "unchanged", "refused"),
                completed,
                List.of("refused", "refused", "refused", "unchanged"));
        expected.forEach((event, outcomes) -> {
            List<KeyedCommand> calls = List.of(publish(), move(Move.UNPUBLISH), move(Move.CANCEL), move(Move.COMPLETE));
            for (int i = 0; i < calls.size(); i++) {
                Plan plan = plan(event, calls.get(i));
                String refusal = "refused WRONG_STATUS{status=" + event.status().wireName() + "}";
                switch (outcomes.get(i)) {
                    case "refused" -> assertThat(said(plan)).containsExactly(refusal);
                    case "unchanged" -> assertThat(said(plan)).containsExactly("unchanged");
                    default -> {
                        assertThat(plan.after().status().wireName()).isEqualTo(outcomes.get(i));
                        assertThat(plan.after().version()).isEqualTo(event.version() + 1);
                    }
                }
            }
        });
    }

    @Test
    void anEventOfAnotherManagerOrADeletedOneDoesNotExist() {
        Event event = after(event(SERVER), accept("a", "Server"));
        KeyedCommand foreign = request(new Command.Edit("m-2", "google:x", EventPatch.NOTHING, Optional.of(0L)));

        assertThat(said(plan(event, foreign))).containsExactly("refused EVENT_NOT_FOUND{}");
        assertThat(said(plan(
                        event,
                        move(Move.DELETE),
                        publish(),
                        move(Move.DELETE),
                        remove("a", false),
                        roles(COOK),
                        accept("b", "Server"))))
                .containsExactly(
                        "recorded deleted at 3",
                        "refused EVENT_NOT_FOUND{}",
                        "refused EVENT_NOT_FOUND{}",
                        "refused EVENT_NOT_FOUND{}",
                        "refused EVENT_NOT_FOUND{}",
                        "refused EVENT_NOT_FOUND{}");
    }

    @Test
    void onlyAManagersChangeMakesAVersionStale() {
        Event event = after(event(SERVER), field(EventField.NOTES, Optional.of("one")), accept("a", "Server"));
        assertThat(event.version()).isEqualTo(3);

        KeyedCommand stale = seenAt(1, "two");
        KeyedCommand fresh = seenAt(2, "two");
        KeyedCommand again = seenAt(3, "three");

        assertThat(said(plan(event, stale, fresh, again)))
                .containsExactly("refused VERSION_STALE{}", "recorded updated at 4", "refused VERSION_STALE{}");
    }

    private static KeyedCommand seenAt(long version, String notes) {
        EventPatch patch = new EventPatch(
                Map.of(EventField.NOTES, Optional.of(notes)),
                Optional.empty(),
                AudiencePatch.NOTHING,
                Optional.empty());
        return request(new Command.Edit(Made.MANAGER, "google:boss", patch, Optional.of(version)));
    }

    @Test
    void removingAPersonMakesAVersionStaleOnlyIfItBars() {
        Event removed = after(event(SERVER), accept("a", "Server"), remove("a", false));
        Event barred = after(event(SERVER), accept("a", "Server"), remove("a", true));

        assertThat(said(plan(removed, seenAt(2, "x")))).containsExactly("recorded updated at 4");
        assertThat(said(plan(barred, seenAt(2, "x")))).containsExactly("refused VERSION_STALE{}");
    }

    /** So with a change whose answer was lost. */
    @Test
    void noVersionIsTooOldForWhatIsSoAlready() {
        Event event = after(event(SERVER), seenAt(1, "x"));

        assertThat(said(plan(event, seenAt(1, "x"), seenAt(1, "y"))))
                .containsExactly("unchanged", "refused VERSION_STALE{}");
    }

    @Test
    void capacityIsNeverSetBelowWhatIsTaken() {
        Event event = after(event(SERVER, COOK), accept("a", "Server"), accept("b", "Server"));

        assertThat(said(plan(event, roles(Role.of("Server", 1), COOK), roles(COOK), roles(Role.of("server", 2)))))
                .containsExactly(
                        "refused CAPACITY_BELOW_TAKEN{count=1, over=[{role=Server, userKey=b}], role=Server, taken=2}",
                        "refused CAPACITY_BELOW_TAKEN{count=0, over=[{role=Server, userKey=b}, {role=Server, userKey=a}],"
                                + " role=Server, taken=2}",
                        "recorded updated at 4");
    }

    /** Who came in from standby has an older claim than who got in while that person waited. */
    @Test
    void whoWouldHaveToGoIsTheLastInOfEachRole() {
        Role waitlisted = Made.waitlisted("Server", 1);
        Event waiting = after(event(waitlisted, COOK), accept("a", "Server"), Made.standBy("b", "Server"));
        Event full = after(waiting, accept("c", "Cook"), roles(Role.of("Server", 3), COOK), accept("d", "Server"));

        assertThat(full.accepted()).extracting(StaffEntry::userKey).containsExactly("a", "c", "d");
        Event three = after(full, Made.assign("b", "Server"));
        assertThat(said(plan(three, roles(Role.of("Server", 1)))))
                .containsExactly("refused CAPACITY_BELOW_TAKEN{count=1, over=[{role=Server, userKey=d},"
                        + " {role=Server, userKey=b}, {role=Cook, userKey=c}], role=Server, taken=3}");
    }

    @Test
    void countsDecideBetweenPublishedAndFulfilledInTheSameVersion() {
        Event full = after(event(COOK), accept("a", "Cook"));

        Plan more = plan(full, roles(Role.of("Cook", 2)), roles(Role.of("Cook", 1)), remove("a", false));

        assertThat(more.entries())
                .extracting(line -> line.after().status())
                .containsExactly(EventStatus.PUBLISHED, EventStatus.FULFILLED, EventStatus.PUBLISHED);
        assertThat(more.entries())
                .extracting(line -> Made.set(line).get("status"))
                .containsExactly("published", "fulfilled", "published");
        assertThat(more.after().version()).isEqualTo(full.version() + 3);
    }

    @Test
    void aNewSpellingRespellsThePeopleWhereTheyStand() {
        Event event = after(event(SERVER, COOK), accept("a", "Server"), accept("b", "Cook"), decline("a"));

        Event respelled = after(event, roles(Role.of("SERVER", 2), Role.of("cOOK", 1)));

        assertThat(respelled.accepted()).extracting(StaffEntry::role).containsExactly(Optional.of("cOOK"));
        assertThat(respelled.declined()).extracting(StaffEntry::role).containsExactly(Optional.of("SERVER"));
        assertThat(respelled.accepted().get(0).version()).isEqualTo(3);
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        Role early = new Role("Server", "server", 2, LocalTime.of(16, 0), null, null);
        Event event = after(event(early), field(EventField.NOTES, Optional.of("Black shoes")));

        assertThat(said(plan(
                        event,
                        edit(EventPatch.NOTHING),
                        field(EventField.NOTES, Optional.of("Black shoes")),
                        field(EventField.UNIFORM, Optional.empty()),
                        roles(early),
                        barring())))
                .containsOnly("unchanged");
    }

    @Test
    void anEditSetsAndClearsWhatTheJournalThenSays() {
        Event event = after(event(SERVER), field(EventField.NOTES, Optional.of("Black shoes")));
        EventPatch patch = new EventPatch(
                Map.of(EventField.NOTES, Optional.empty(), EventField.START_TIME, Optional.of(LocalTime.of(9, 5))),
                Optional.empty(),
                new AudiencePatch(Optional.of(List.of("x", "y", "x")), Optional.empty()),
                Optional.of(List.of("z")));

        JournalEntry line = plan(event, edit(patch)).entries().get(0);

        assertThat(line.kind()).isEqualTo(JournalEntry.Kind.UPDATED);
        assertThat(Made.set(line))
                .isEqualTo(new Document("start_time", "09:05")
                        .append("audience_user_keys", List.of("x", "y"))
                        .append("barred_user_keys", List.of("z")));
        assertThat(Made.unset(line)).containsExactly("notes");
        assertThat(line.audienceBefore()).contains(Audience.EVERYONE);
    }

    @Test
    void ofAClosedEventOnlyTheNotesMayChange() {
        Event cancelled = after(event(SERVER), accept("a", "Server"), move(Move.CANCEL));
        String refusal = "refused WRONG_STATUS{status=cancelled}";

        assertThat(said(plan(
                        cancelled,
                        field(EventField.NOTES, Optional.of("Sorry")),
                        field(EventField.CITY, Optional.of("Denver")),
                        field(EventField.CITY, Optional.empty()),
                        roles(COOK),
                        roles(SERVER),
                        barring("a"))))
                .containsExactly("recorded updated at 4", refusal, "unchanged", refusal, "unchanged", refusal);
    }

    @Test
    void removingFreesThePlaceOrForgetsTheDecline() {
        Event event = after(event(SERVER), accept("a", "Server"), decline("b"));

        Plan plan = plan(event, remove("a", false), remove("b", true), remove("a", false), accept("a", "Server"));

        assertThat(said(plan))
                .containsExactly(
                        "recorded removed at 4",
                        "recorded removed at 5",
                        "refused STAFF_NOT_FOUND{}",
                        "recorded accepted at 6");
        assertThat(plan.entries())
                .extracting(JournalEntry::userKey)
                .containsExactly(Optional.of("a"), Optional.of("b"), Optional.of("a"));
        assertThat(Made.set(plan.entries().get(0))).isEmpty();
        assertThat(Made.set(plan.entries().get(1))).isEqualTo(new Document("barred_user_keys", List.of("b")));
        assertThat(plan.after().barred()).containsExactly("b");
    }

    @Test
    void aSmallerAudienceTakesNobodysPlace() {
        Event event = after(event(SERVER), accept("b", "Server"), publishTo(TEAM));

        assertThat(event.accepted()).extracting(StaffEntry::userKey).containsExactly("b");
        assertThat(event.visibleTo(Made.person("b"))).isTrue();
        assertThat(event.visibleTo(Made.person("c"))).isFalse();
    }

    @Test
    void aTombstoneKeepsWhatItWas() {
        Event event = after(event(SERVER), accept("a", "Server"));

        Event tombstone = after(event, move(Move.DELETE));

        assertThat(tombstone.deleted()).isTrue();
        assertThat(tombstone.accepted()).isEqualTo(event.accepted());
        assertThat(tombstone.visibleTo(Made.person("a"))).isFalse();
    }
}
