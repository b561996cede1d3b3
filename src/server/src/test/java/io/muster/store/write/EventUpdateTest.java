package io.muster.store.write;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Histories.Batch;
import io.muster.event.plan.Histories.History;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.store.EventDocuments;
import io.muster.store.StoredEvents;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.bson.Document;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.after;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.move;
import static io.muster.event.plan.Made.plan;
import static io.muster.event.plan.Made.roles;
import static org.assertj.core.api.Assertions.assertThat;

/** What is written makes of the stored event what the plan says, on the database. */
class EventUpdateTest {
    private static final StoredEvents STORED = new StoredEvents();

    @AfterContainer
    static void close() {
        STORED.close();
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.histories();
    }

    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
    void makesTheStoredEventWhatThePlanSays(@ForAll("histories") History history) {
        Event event = history.made();
        STORED.put(event);
        for (Batch batch : history.batches()) {
            Plan plan = Planner.plan(event, batch.now(), batch.requests());
            if (plan.recordsNothing()) {
                continue;
            }

            assertThat(STORED.carryOut(EventUpdate.of(plan))).as("guard").isTrue();

            assertThat(STORED.event(event)).isEqualTo(plan.after());
            assertSameDocument(STORED.document(event), EventDocuments.of(plan.after()));
            event = plan.after();
        }
    }

    /** Field by field: updates append what is new, so that the order of the fields is another one. */
    private static void assertSameDocument(Document stored, Document whole) {
        assertThat(Map.copyOf(stored)).isEqualTo(Map.copyOf(whole));
    }

    @Example
    void oneUpdateIsEnoughWhereNobodyLeaves() {
        Event event = Made.event(Role.of("Server", 2));

        EventUpdate update = EventUpdate.of(plan(event, accept("a", "Server"), decline("b")));

        assertThat(update.preparations()).isEmpty();
        assertThat(update.last().update()).containsOnlyKeys("$push", "$set");
    }

    @Example
    void whoeverComesAndGoesWithinABatchIsNeverWritten() {
        Event event = after(Made.event(Role.of("Server", 2)), accept("a", "Server"));

        Plan plan = plan(event, decline("a"), accept("a", "Server"), accept("b", "Server"), Made.remove("b", false));

        EventUpdate update = EventUpdate.of(plan);
        STORED.put(event);
        assertThat(update.last().update().get("$push", Document.class)).containsOnlyKeys("accepted_staff");
        assertThat(STORED.carryOut(update)).isTrue();
        assertThat(STORED.event(event)).isEqualTo(plan.after());
        assertThat(plan.after().accepted())
                .extracting(StaffEntry::userKey, StaffEntry::version)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 4L));
    }

    @Example
    void theOldestOfTooManyDeclinesLeavesTheStoredList() {
        KeyedCommand[] declines =
                IntStream.range(0, 1_999).mapToObj(i -> decline("p" + i)).toArray(KeyedCommand[]::new);
        Event crowded = plan(Made.event(Role.of("Server", 2)), declines).after();
        STORED.put(crowded);

        Plan plan = plan(crowded, decline("x"), decline("y"), decline("z"), accept("p0", "Server"));

        assertThat(STORED.carryOut(EventUpdate.of(plan))).isTrue();
        assertThat(STORED.event(crowded)).isEqualTo(plan.after());
        assertThat(plan.after().declined()).hasSize(2_000);
    }

    @Example
    void aTombstoneIsFoundByNoList() {
        Event event = after(Made.event(Role.of("Server", 2)), accept("a", "Server"));
        STORED.put(event);

        Plan plan = plan(event, move(Move.DELETE));

        assertThat(STORED.carryOut(EventUpdate.of(plan))).isTrue();
        assertThat(STORED.document(event))
                .doesNotContainKeys("ord", "endsAt")
                .containsEntry("audience", List.of())
                .containsKey("deletedAt");
        assertThat(STORED.event(event)).isEqualTo(plan.after());
    }

    @Example
    void aBatchOfAThousandIsWrittenAtOnceWhateverItHolds() {
        Event event = plan(
                        Made.event(Role.of("Server", 1_000)),
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> accept("old" + i, "Server"))
                                .toArray(KeyedCommand[]::new))
                .after();
        STORED.put(event);
        KeyedCommand[] swaps = IntStream.range(0, 500)
                .boxed()
                .flatMap(i -> java.util.stream.Stream.of(decline("old" + i), accept("new" + i, "sERVER")))
                .toArray(KeyedCommand[]::new);

        Plan plan = plan(event, swaps);

        assertThat(plan.entries()).hasSize(1_000);
        assertThat(STORED.carryOut(EventUpdate.of(plan))).isTrue();
        assertThat(STORED.event(event)).isEqualTo(plan.after());
    }

    @Example
    void aSpellingThatComesAndGoesAgainLeavesThePeopleAlone() {
        Event event = after(Made.event(Role.of("Server", 2)), accept("a", "Server"));

        EventUpdate update = EventUpdate.of(plan(event, roles(Role.of("SERVER", 2)), roles(Role.of("Server", 2))));

        assertThat(update.preparations()).isEmpty();
        assertThat(Optional.ofNullable(update.last().update().get("$push"))).isEmpty();
    }
}
