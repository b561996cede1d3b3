package io.muster.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.people.Access;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.people.Qualification;
import io.muster.store.outbound.OutboundLine;
import org.bson.types.ObjectId;

/** A firm with an event, on which commands are recorded; says who is told of what by the rules. */
final class Table {
    static final String BOSS = "google:boss";

    private final Map<String, Recipient> people = new LinkedHashMap<>();
    private final List<Recipient> managers = new ArrayList<>();
    private final List<Occasion> occasions = new ArrayList<>();
    private Event event;
    private Instant now = Made.NOW;
    private long seq;

    Table(Event event) {
        this.event = event;
    }

    Table with(Member... members) {
        for (Member member : members) {
            people.put(member.userKey(), Recipient.of(member));
            if (member.managesNow()) {
                managers.add(Recipient.of(member));
            }
        }
        return this;
    }

    /** Somebody of whom the firm has nothing written down. */
    Table withTokens(String... userKeys) {
        for (String userKey : userKeys) {
            people.put(userKey, new Recipient(userKey, Optional.empty()));
        }
        return this;
    }

    static Member member(String userKey, String... teams) {
        return member(userKey, Access.STAFF, MemberState.ACTIVE, List.of(), teams);
    }

    static Member manager(String userKey) {
        return member(userKey, Access.MANAGER, MemberState.ACTIVE, List.of());
    }

    static Member blocked(String userKey) {
        return member(userKey, Access.STAFF, MemberState.BLOCKED, List.of());
    }

    static Member qualified(String userKey, String qualification) {
        return member(
                userKey, Access.STAFF, MemberState.ACTIVE, List.of(new Qualification(qualification, Optional.empty())));
    }

    private static Member member(
            String userKey, Access access, MemberState state, List<Qualification> qualifications, String... teams) {
        return new Member(
                new ObjectId(),
                Made.MANAGER,
                userKey,
                userKey,
                Optional.empty(),
                Optional.empty(),
                List.of(teams),
                qualifications,
                access,
                state,
                Optional.empty(),
                1);
    }

    Table at(Instant time) {
        now = time;
        return this;
    }

    /** What is pending was told. */
    Table told() {
        occasions.clear();
        return this;
    }

    /** Records commands, each in a batch of its own. */
    Table does(KeyedCommand... commands) {
        for (KeyedCommand command : commands) {
            Event before = event;
            Plan plan = Planner.plan(before, now, List.of(command));
            if (plan.recordsNothing()) {
                throw new AssertionError("not recorded: " + plan.decisions());
            }
            event = plan.after();
            plan.entries().forEach(entry -> heard(entry, before));
        }
        return this;
    }

    /** The event's first line. */
    Table made() {
        heard(Made.firstLine(event), event);
        return this;
    }

    private void heard(JournalEntry entry, Event before) {
        OutboundLine line = new OutboundLine(Made.MANAGER, ++seq, now, new OutboundLine.Recorded(entry));
        Optional<StaffEntry> stood = entry.userKey().flatMap(before::currentEntry);
        occasions.addAll(Occasions.of(
                line, Optional.of(new Occasions.Seen(event, stood)).filter(seen -> Occasions.asksWhatWas(line))));
    }

    /** Something that comes with time or by hand. */
    Table due(OutboundLine.Occasion occasion, Map<String, String> data) {
        OutboundLine line = new OutboundLine(
                Made.MANAGER,
                ++seq,
                now,
                new OutboundLine.Due("due-" + seq, Optional.of(event.id()), occasion, now, data));
        occasions.addAll(Occasions.of(line, Optional.empty()));
        return this;
    }

    /** All of it was done by somebody. */
    Table by(String who) {
        occasions.replaceAll(it -> it.by(Optional.of(who)));
        return this;
    }

    Event event() {
        return event;
    }

    List<Occasion> occasions() {
        return List.copyOf(occasions);
    }

    /** What everybody is told now: {@code a: promoted+changed}, a message each. */
    List<String> tells() {
        Telling telling = new Telling(event, now);
        List<String> told = new ArrayList<>();
        people.values().forEach(person -> {
            boolean manages = managers.contains(person);
            List<Occasion> own = occasions.stream()
                    .filter(it -> it.whom() != Whom.MANAGERS || manages)
                    .toList();
            telling.notices(own, person).forEach(notice -> told.add(person.userKey() + ": " + kinds(notice)));
        });
        return told;
    }

    private static String kinds(Notice notice) {
        return Stream.of(notice.kinds())
                .flatMap(kinds -> kinds.stream().map(NoticeKind::wireName))
                .reduce((one, other) -> one + "+" + other)
                .orElseThrow();
    }
}
