package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Histories;
import io.muster.event.plan.Made;
import io.muster.store.JournalDocuments;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

import static io.muster.event.plan.Made.accept;
import static io.muster.event.plan.Made.decline;
import static io.muster.event.plan.Made.standBy;
import static org.assertj.core.api.Assertions.assertThat;

/** The audit finds nothing wrong with promotions as the planner makes them, and everything that was spoilt. */
class PromotionCheckTest {
    private static final Role SERVER = Made.waitlisted("Server", 1);

    /** Ada is in, bob and cy wait, ada gives the place back, bob gets it. */
    private final List<JournalEntry> life = life();

    private static List<JournalEntry> life() {
        Event made = Made.event(SERVER);
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(made)));
        lines.addAll(Made.plan(
                        made,
                        accept("ada", "Server"),
                        standBy("bob", "Server"),
                        standBy("cy", "Server"),
                        decline("ada"))
                .entries());
        return lines;
    }

    private static List<String> unfair(List<JournalEntry> lines) {
        return unfair(lines, false);
    }

    /** @param blocks whether the firm may have blocked somebody */
    private static List<String> unfair(List<JournalEntry> lines, boolean blocks) {
        JournalCheck check = new JournalCheck(lines.size(), blocks);
        lines.forEach(line -> check.take(new RawBsonDocument(JournalDocuments.of(line), new DocumentCodec())));
        assertThat(check.fault()).isEmpty();
        return check.unfair();
    }

    @Provide
    Arbitrary<Histories.History> histories() {
        return Histories.histories();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatThePlannerMakesIsFair(@ForAll("histories") Histories.History history) {
        assertThat(unfair(Histories.journal(history), history.blocks())).isEmpty();
    }

    @Example
    void aPlaceLeftFreeIsFound() {
        assertThat(unfair(life)).isEmpty();
        assertThat(unfair(life.subList(0, 5))).containsExactly("after version 5 somebody waits for a free place");
    }

    @Example
    void aCauseElsewhereIsFound() {
        JournalEntry promoted = life.get(5);
        StaffEntry bob = promoted.entry().orElseThrow();
        List<JournalEntry> lines = new ArrayList<>(life);
        lines.set(5, with(promoted, new Change.Placed(JournalEntry.Kind.PROMOTED, bob, Optional.of(4L)), "ada"));
        assertThat(unfair(lines)).containsExactly("version 6 does not lie with its cause");

        lines.set(5, with(promoted, promoted.change(), "somebody"));
        assertThat(unfair(lines)).containsExactly("version 6 does not lie with its cause");
    }

    @Example
    void aPromotionOutOfTurnIsFound() {
        JournalEntry promoted = life.get(5);
        List<JournalEntry> lines = new ArrayList<>(life);
        StaffEntry cy = life.get(3).entry().orElseThrow();
        lines.set(5, with(promoted, placed(cy.userKey(), cy.since()), promoted.actor()));
        assertThat(unfair(lines)).containsExactly("version 6 promotes somebody out of turn");

        StaffEntry bob = promoted.entry().orElseThrow();
        lines.set(5, with(promoted, placed(bob.userKey(), 4), promoted.actor()));
        assertThat(unfair(lines)).containsExactly("version 6 promotes somebody out of turn");
    }

    @Example
    void anAcceptThatOvertakesIsFound() {
        JournalEntry promoted = life.get(5);
        List<JournalEntry> lines = new ArrayList<>(life);
        StaffEntry eve = StaffEntry.accepted("eve", SERVER, promoted.at(), 6, 6);
        lines.set(5, with(promoted, new Change.Responded(eve, Optional.empty()), "eve"));
        assertThat(unfair(lines))
                .containsExactly("after version 5 somebody waits for a free place", "version 6 overtakes");
    }

    private static Change placed(String userKey, long since) {
        return new Change.Placed(
                JournalEntry.Kind.PROMOTED, StaffEntry.accepted(userKey, SERVER, Made.NOW, 6, since), Optional.of(5L));
    }

    private static JournalEntry with(JournalEntry line, Change change, String actor) {
        return new JournalEntry(
                line.eventId(),
                line.version(),
                line.at(),
                line.managerId(),
                change,
                actor,
                line.requestKey(),
                line.fingerprint(),
                line.newStatus(),
                line.audienceBefore(),
                line.after(),
                line.place(),
                line.of());
    }
}
