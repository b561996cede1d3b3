package io.muster.event.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Qualifications;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import io.muster.identity.Standing;
import io.muster.store.JournalDocuments;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Events, people and requests as tests of the heart begin with them. */
public final class Made {
    public static final String MANAGER = "m-1";

    /** Before {@link #event} begins. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final AtomicInteger KEYS = new AtomicInteger();

    private Made() {}

    /** Published, for everyone, on 2026-06-20 from 18:00 to 23:00 UTC. */
    public static Event event(Role... roles) {
        return event(EventStatus.PUBLISHED, Audience.EVERYONE, roles);
    }

    public static Event event(EventStatus status, Audience audience, Role... roles) {
        Event described = NewEvent.of(
                new ObjectId(),
                MANAGER,
                status,
                Map.of(
                        EventField.DATE, LocalDate.of(2026, 6, 20),
                        EventField.START_TIME, LocalTime.of(18, 0),
                        EventField.END_TIME, LocalTime.of(23, 0),
                        EventField.TIMEZONE, ZoneId.of("UTC")),
                List.of(roles),
                audience,
                List.of());
        return NewEvent.madeAt(described, NOW.minusSeconds(60));
    }

    public static Event with(Event event, EventField field, Object value) {
        Map<EventField, Object> fields = new EnumMap<>(event.fields());
        fields.put(field, value);
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                fields,
                event.roles(),
                event.people(),
                event.audience(),
                event.barred(),
                event.version(),
                event.managerVersion(),
                event.createdAt(),
                event.updatedAt(),
                event.deleted());
    }

    public static JournalEntry firstLine(Event event) {
        return NewEvent.firstEntry(event, "google:boss", "key-of-creation", "made", 1, 1);
    }

    /** What a line sets, as it is stored. */
    public static Document set(JournalEntry line) {
        return JournalDocuments.of(line).get("set", new Document());
    }

    /** What a line clears, as it is stored. */
    public static List<String> unset(JournalEntry line) {
        return JournalDocuments.of(line).getList("unset", String.class, List.of());
    }

    /** Works for {@link #MANAGER}, in no team. */
    public static Caller person(String userKey) {
        return person(userKey, Set.of(), MANAGER);
    }

    public static Caller person(String userKey, Set<String> teams, String employer) {
        return new Caller(
                userKey, Profile.UNKNOWN, Optional.empty(), false, Employers.of(Set.of(employer)), teams, false);
    }

    /** A role for which people wait. */
    public static Role waitlisted(String name, int count) {
        return role(name, count, "waitlist", Role.STANDBY_MAX);
    }

    /** A role for which the manager decides. */
    public static Role onApproval(String name, int count) {
        return role(name, count, "approval", Role.STANDBY_MAX);
    }

    /** @param standby {@code waitlist}, {@code approval} or neither */
    public static Role role(String name, int count, String standby, int max) {
        return new Role(
                name,
                Role.keyOf(name),
                count,
                null,
                null,
                null,
                standby.equals("waitlist"),
                standby.equals("approval"),
                max,
                List.of());
    }

    /** The same role for who is qualified. */
    public static Role requiring(Role role, String... names) {
        return new Role(
                role.name(),
                role.key(),
                role.count(),
                role.callTime(),
                role.startTime(),
                role.endTime(),
                role.waitlist(),
                role.approval(),
                role.standbyMax(),
                List.of(names));
    }

    /** An accept by a person who waits or asks for a place that cannot be had now. */
    public static KeyedCommand standBy(String userKey, String role) {
        return request(new Command.Accept(person(userKey), role, true));
    }

    public static KeyedCommand accept(String userKey, String role) {
        return request(new Command.Accept(person(userKey), role));
    }

    public static KeyedCommand decline(String userKey) {
        return request(new Command.Decline(person(userKey), Optional.empty()));
    }

    public static KeyedCommand edit(EventPatch patch) {
        return request(new Command.Edit(MANAGER, "google:boss", patch, Optional.empty()));
    }

    public static KeyedCommand roles(Role... roles) {
        return edit(new EventPatch(Map.of(), Optional.of(List.of(roles)), AudiencePatch.NOTHING, Optional.empty()));
    }

    public static KeyedCommand field(EventField field, Optional<Object> value) {
        return edit(new EventPatch(Map.of(field, value), Optional.empty(), AudiencePatch.NOTHING, Optional.empty()));
    }

    public static KeyedCommand barring(String... userKeys) {
        return edit(new EventPatch(Map.of(), Optional.empty(), AudiencePatch.NOTHING, Optional.of(List.of(userKeys))));
    }

    public static KeyedCommand publish() {
        return request(new Command.Publish(MANAGER, "google:boss", Optional.empty(), Optional.empty()));
    }

    public static KeyedCommand publishTo(Audience audience) {
        AudiencePatch patch = new AudiencePatch(Optional.of(audience.userKeys()), Optional.of(audience.teamIds()));
        return request(new Command.Publish(MANAGER, "google:boss", Optional.of(patch), Optional.empty()));
    }

    public static KeyedCommand move(Command.Transition.Move move) {
        return request(new Command.Transition(MANAGER, "google:boss", move, Optional.empty()));
    }

    /** A cancellation for a reason. */
    public static KeyedCommand cancel(String reason) {
        return request(new Command.Transition(
                MANAGER, "google:boss", Command.Transition.Move.CANCEL, Optional.of(reason), Optional.empty()));
    }

    public static KeyedCommand remove(String userKey, boolean bar) {
        return request(new Command.Remove(MANAGER, "google:boss", userKey, bar));
    }

    public static KeyedCommand assign(String userKey, String role) {
        return request(new Command.Assign(MANAGER, "google:boss", userKey, role));
    }

    /** Sets aside that the person is not qualified. */
    public static KeyedCommand assignAnyway(String userKey, String role) {
        return request(new Command.Assign(MANAGER, "google:boss", userKey, role, Set.of(Reason.NOT_QUALIFIED)));
    }

    /** With a key of its own. */
    public static KeyedCommand request(Command command) {
        return new KeyedCommand(command, "key-" + KEYS.incrementAndGet(), "print");
    }

    /** What the requests make of the event, one batch. */
    public static Plan plan(Event event, KeyedCommand... requests) {
        return Planner.plan(event, NOW, List.of(requests));
    }

    /** What the requests make of the event, one batch, with these facts as they are read for them. */
    public static Plan plan(Event event, Facts facts, KeyedCommand... requests) {
        List<KeyedCommand> batch = List.of(requests);
        return Planner.plan(event, NOW, () -> false, SchemaNumber.NEWEST, asRead(facts, event, batch), batch);
    }

    /** Of what is so, what is read for a batch: of those alone of whom it matters; all there is to know of places elsewhere. */
    public static Facts asRead(Facts facts, Event event, List<KeyedCommand> requests) {
        boolean blocks = facts.standings().values().stream().anyMatch(Standing::blocked);
        Set<String> read = Facts.peopleOf(event, requests, blocks);
        Set<String> members = new HashSet<>(facts.members());
        members.retainAll(read);
        Map<String, Qualifications> qualifications = new HashMap<>(facts.qualifications());
        qualifications.keySet().retainAll(read);
        Map<String, Standing> standings = new HashMap<>(facts.standings());
        standings.keySet().retainAll(read);
        return new Facts(members, qualifications, standings, facts.erasing(), facts.engagements());
    }

    /** The event after each request in a batch of its own; all of them must be recorded. */
    public static Event after(Event event, KeyedCommand... requests) {
        Event current = event;
        for (KeyedCommand request : requests) {
            Plan plan = plan(current, request);
            if (plan.recordsNothing()) {
                throw new AssertionError("not recorded: " + plan.decisions());
            }
            current = plan.after();
        }
        return current;
    }

    /** What was decided, as a word and what goes with it. */
    public static List<String> said(Plan plan) {
        List<String> said = new ArrayList<>();
        plan.decisions().forEach(decision -> said.add(said(decision)));
        return said;
    }

    public static String said(Decision decision) {
        return decision.fold(new Decision.Cases<>(
                recorded -> "recorded " + recorded.entry().kind().wireName() + " at "
                        + recorded.entry().version(),
                replayed -> "replayed " + replayed.entry().version(),
                unchanged -> unchanged
                        .current()
                        .map(current -> "unchanged since " + current.version())
                        .orElse("unchanged"),
                refused -> "refused " + refused.refusal().reason()
                        + new java.util.TreeMap<>(refused.refusal().facts())));
    }
}
