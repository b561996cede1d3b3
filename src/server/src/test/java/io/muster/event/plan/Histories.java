package io.muster.event.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import io.muster.event.Qualifications;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.Overlap;
import io.muster.event.overlap.OverlapRule;
import io.muster.identity.Caller;
import io.muster.identity.Standing;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.bson.types.ObjectId;

/** Events, and what a handful of people and a manager may want of one, in every order. */
public final class Histories {
    /** Some are members of the firm, whom the manager may put in from no list. */
    public static final Facts FACTS = new Facts(
            Set.of("google:1", "google:4", "local:7", "local:8"),
            Map.of(
                    "google:0", qualified("licence", Qualifications.FOR_EVER),
                    "google:1", qualified("LICENCE", LocalDate.of(2026, 6, 20)),
                    "$apple.3", qualified("First aid", LocalDate.of(2026, 6, 21)),
                    "google:4",
                            new Qualifications(Map.of(
                                    "Licence", Qualifications.FOR_EVER, "First aid", LocalDate.of(2026, 6, 21)))));

    /** Some have learned something meanwhile, some have not kept what they had, and some are blocked. */
    private static final Facts LATER = new Facts(
            Set.of("google:1"),
            Map.of(
                    "google:1", qualified("licence", Qualifications.FOR_EVER),
                    "google:2", qualified("licence", Qualifications.FOR_EVER),
                    "google:4", qualified("first aid", LocalDate.of(2026, 6, 19))),
            Map.of("google:0", Standing.BLOCKED, "google:4", Standing.BLOCKED),
            Engagements.NONE);

    /** The firm refuses places at the same time. What ends at 20:00 is over before the last of them begins, rest included. */
    private static final Facts ENGAGED = FACTS.with(new Engagements(
            new OverlapRule(Overlap.REFUSE, Duration.ofHours(1)),
            Map.of(
                    "google:0", List.of(elsewhere(20, "20:59")),
                    "google:1", List.of(),
                    "google:2", List.of(elsewhere(20, "21:00"), elsewhere(21, "12:00")),
                    "google:4", List.of(elsewhere(21, "16:00"), elsewhere(21, "15:30")))));

    public static final List<String> PEOPLE =
            List.of("google:0", "google:1", "google:2", "$apple.3", "google:4", "google:5", "other:6");

    /** Who has no account, whom the manager alone can put in. */
    private static final List<String> LOCAL = List.of("local:7", "local:8");

    private static final List<String> ROLES = List.of("Server", "$cook", "K\u00dcCHE.\ud83c\udf73");

    private Histories() {}

    /** Two hours on a day in June. */
    private static Engagement elsewhere(int day, String start) {
        Map<EventField, Object> fields = Map.of(
                EventField.DATE, LocalDate.of(2026, 6, day),
                EventField.START_TIME, LocalTime.parse(start),
                EventField.END_TIME, LocalTime.parse(start).plusHours(2),
                EventField.TIMEZONE, ZoneId.of("UTC"));
        return Engagement.of(new ObjectId("66f0c2a7e4b0a1b2c3d4e5f" + day % 10), fields, Role.of("Cook", 1));
    }

    private static Qualifications qualified(String name, LocalDate until) {
        return new Qualifications(Map.of(name, until));
    }

    /** One batch, the database's time at which it is read, and what is so of people then. */
    public record Batch(Instant now, Facts facts, List<KeyedCommand> requests) {
        Plan plan(Event event, List<KeyedCommand> fresh) {
            return Planner.plan(event, now, () -> false, SchemaNumber.NEWEST, Made.asRead(facts, event, fresh), fresh);
        }
    }

    /** An event as it was made, and the batches that follow. */
    public record History(Event made, List<Batch> batches) {
        /** Whether the firm has blocked somebody at some time. */
        public boolean blocks() {
            return batches.stream()
                    .flatMap(batch -> batch.facts().standings().values().stream())
                    .anyMatch(Standing::blocked);
        }
    }

    public static Arbitrary<History> histories() {
        return Combinators.combine(events(), batches().list().ofMaxSize(12)).as(Histories::keyed);
    }

    /** The journal a history leaves: a key that is known is answered before planning, and records nothing. */
    public static List<JournalEntry> journal(History history) {
        return journal(history, new ArrayList<>());
    }

    /** @param facts where those go that each line was decided with */
    static List<JournalEntry> journal(History history, List<Facts> facts) {
        List<JournalEntry> journal = new ArrayList<>(List.of(Made.firstLine(history.made())));
        facts.add(Facts.NONE);
        Set<String> known = new HashSet<>();
        Event event = history.made();
        for (Batch batch : history.batches()) {
            List<KeyedCommand> fresh = batch.requests().stream()
                    .filter(request -> !known.contains(request.key()))
                    .toList();
            Plan plan = batch.plan(event, fresh);
            plan.entries().forEach(line -> known.add(line.requestKey()));
            plan.entries().forEach(line -> facts.add(batch.facts()));
            journal.addAll(plan.entries());
            event = plan.after();
        }
        return journal;
    }

    static Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(12, EventStatus.PUBLISHED), Tuple.of(1, EventStatus.DRAFT)),
                        audiences(),
                        roles())
                .as((status, audience, roles) -> Made.event(status, audience, roles.toArray(Role[]::new)));
    }

    static Arbitrary<Batch> batches() {
        return Combinators.combine(
                        times(),
                        Arbitraries.frequency(Tuple.of(3, FACTS), Tuple.of(1, LATER), Tuple.of(3, ENGAGED)),
                        requests().list().ofMinSize(1).ofMaxSize(10))
                .as(Batch::new);
    }

    /** Mostly in time; also past {@code respond_by}, on the last millisecond, over, and backwards. */
    private static Arbitrary<Instant> times() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.integers().between(0, 3).map(Made.NOW::plusMillis)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                Instant.parse("2026-06-18T17:00:00.001Z"),
                                Instant.parse("2026-06-20T22:59:59.999Z"),
                                Instant.parse("2026-06-20T23:00:00Z"))));
    }

    static Arbitrary<KeyedCommand> requests() {
        return Combinators.combine(commands(), Arbitraries.integers().between(0, 15))
                .as((command, key) -> new KeyedCommand(command, key < 2 ? "k" + key : "", fingerprint(command)));
    }

    private static String fingerprint(Command command) {
        if (command instanceof Command.Accept accept) {
            return "accept " + accept.role().toLowerCase(Locale.ROOT) + (accept.standby() ? " standby" : "");
        }
        return command.getClass().getSimpleName();
    }

    /** Keys are a person's own, and one that a client did not choose comes once. */
    private static History keyed(Event made, List<Batch> batches) {
        List<Batch> keyed = new ArrayList<>();
        int count = 0;
        for (Batch batch : batches) {
            List<KeyedCommand> requests = new ArrayList<>();
            for (KeyedCommand request : batch.requests()) {
                String key = request.key().isEmpty()
                        ? "random-" + count++
                        : request.command().actor() + "/" + request.key();
                requests.add(new KeyedCommand(request.command(), key, request.fingerprint()));
            }
            keyed.add(new Batch(batch.now(), batch.facts(), requests));
        }
        return new History(made, keyed);
    }

    static Arbitrary<Command> commands() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        28,
                        Combinators.combine(callers(), spelledRoles(), Arbitraries.of(true, true, false))
                                .as(Command.Accept::new)),
                Tuple.of(
                        8,
                        Combinators.combine(callers(), spelledRoles().optional(0.3))
                                .as(Command.Decline::new)),
                Tuple.of(
                        5,
                        Combinators.combine(callers(), Arbitraries.longs().between(1, 25))
                                .as(Command.Confirm::new)),
                Tuple.of(
                        5,
                        Combinators.combine(managers(), patches(), ifMatches(), Arbitraries.of(false, false, true))
                                .as((manager, patch, ifMatch, keeps) ->
                                        new Command.Edit(manager, "boss", patch, ifMatch, keeps))),
                Tuple.of(
                        4,
                        Combinators.combine(managers(), people(), Arbitraries.of(true, false, false))
                                .as((manager, person, bar) -> new Command.Remove(manager, "boss", person, bar))),
                Tuple.of(
                        2,
                        Combinators.combine(managers(), audiencePatches().optional(0.3), ifMatches())
                                .as((manager, audience, ifMatch) ->
                                        new Command.Publish(manager, "boss", audience, ifMatch))),
                Tuple.of(
                        1,
                        Combinators.combine(managers(), people())
                                .as((manager, person) -> new Command.Lift(manager, "boss", person))),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        managers(),
                                        whoever(),
                                        spelledRoles(),
                                        Arbitraries.of(
                                                Set.<Reason>of(),
                                                Set.of(Reason.NOT_QUALIFIED),
                                                Set.of(Reason.TIME_CONFLICT),
                                                Set.of(Reason.NOT_QUALIFIED, Reason.TIME_CONFLICT)))
                                .as((manager, person, role, override) ->
                                        new Command.Assign(manager, "boss", person, role, override))),
                Tuple.of(
                        2,
                        Combinators.combine(managers(), Arbitraries.of(LOCAL), people())
                                .as(Command.Rekey::new)),
                Tuple.of(1, Arbitraries.just(new Command.Repair("admin", "approved"))),
                Tuple.of(
                        2,
                        Combinators.combine(managers(), moves(), reasons(), ifMatches())
                                .as((manager, move, reason, ifMatch) -> new Command.Transition(
                                        manager, "boss", move, reason.filter(given -> move == Move.CANCEL), ifMatch))));
    }

    private static Arbitrary<Move> moves() {
        return Arbitraries.frequency(
                Tuple.of(4, Move.UNPUBLISH),
                Tuple.of(2, Move.CANCEL),
                Tuple.of(1, Move.COMPLETE),
                Tuple.of(5, Move.REOPEN),
                Tuple.of(1, Move.DELETE));
    }

    private static Arbitrary<Optional<String>> reasons() {
        return Arbitraries.of("The hall is flooded", "Too few guests").optional(0.5);
    }

    private static Arbitrary<String> managers() {
        return Arbitraries.frequency(Tuple.of(15, Made.MANAGER), Tuple.of(1, "m-2"));
    }

    private static Arbitrary<Optional<Long>> ifMatches() {
        return Arbitraries.longs().between(1, 12).optional(0.2);
    }

    static Arbitrary<String> people() {
        return Arbitraries.of(PEOPLE);
    }

    /** Also who has no account. */
    private static Arbitrary<String> whoever() {
        return Arbitraries.frequencyOf(Tuple.of(2, people()), Tuple.of(1, Arbitraries.of(LOCAL)));
    }

    /** The first two are in a team; the last works for somebody else. */
    private static Arbitrary<Caller> callers() {
        return people().map(person -> Made.person(
                person,
                PEOPLE.indexOf(person) < 2 ? Set.of("t-1", "t-9") : Set.of(),
                person.equals("other:6") ? "m-2" : Made.MANAGER));
    }

    private static Arbitrary<String> spelledRoles() {
        return Combinators.combine(Arbitraries.of(ROLES), Arbitraries.integers().between(0, 3))
                .as(Histories::spelled);
    }

    static String spelled(String role, int how) {
        return switch (how) {
            case 0 -> role.toUpperCase(Locale.ROOT);
            case 1 -> role.toLowerCase(Locale.ROOT);
            case 2 -> " " + role + " ";
            default -> role;
        };
    }

    static Arbitrary<List<Role>> roles() {
        Arbitrary<Role> one = Combinators.combine(
                        spelledRoles(),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.frequency(Tuple.of(3, ""), Tuple.of(4, "waitlist"), Tuple.of(2, "approval")),
                        Arbitraries.of(1, 2, Role.STANDBY_MAX),
                        Arbitraries.frequency(Tuple.of(3, LocalTime.MAX), Tuple.of(1, LocalTime.of(20, 0))),
                        Arbitraries.frequency(
                                Tuple.of(5, new String[0]),
                                Tuple.of(3, new String[] {"Licence"}),
                                Tuple.of(1, new String[] {"First Aid", "licence"})))
                .as((name, count, standby, max, end, requires) ->
                        Made.requiring(ending(Made.role(name.strip(), count, standby, max), end), requires));
        return one.list().ofMinSize(1).ofMaxSize(3).map(Histories::distinct);
    }

    /** @param end without effect on the start of the event; {@code MAX} for none */
    private static Role ending(Role role, LocalTime end) {
        return new Role(
                role.name(),
                role.key(),
                role.count(),
                null,
                null,
                end.equals(LocalTime.MAX) ? null : end,
                role.waitlist(),
                role.approval(),
                role.standbyMax(),
                role.requires());
    }

    private static List<Role> distinct(List<Role> roles) {
        Map<String, Role> byKey = new HashMap<>();
        roles.forEach(role -> byKey.putIfAbsent(role.key(), role));
        return roles.stream().filter(role -> byKey.get(role.key()) == role).toList();
    }

    private static Arbitrary<Audience> audiences() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Audience.EVERYONE)),
                Tuple.of(2, Combinators.combine(peopleLists(), teams(), waves()).as(Audience::new)));
    }

    private static Arbitrary<AudiencePatch> audiencePatches() {
        return Combinators.combine(peopleLists().optional(0.5), teams().optional(0.5), waves().optional(0.5))
                .as(AudiencePatch::new);
    }

    /** For teams of which people are, and of which nobody is. */
    private static Arbitrary<List<Audience.Wave>> waves() {
        Arbitrary<Audience.Wave> one = Combinators.combine(moments(), Arbitraries.of("t-1", "t-2", "t-9"))
                .as((opensAt, team) ->
                        new Audience.Wave((Instant) opensAt.orElse(Made.NOW.plusSeconds(60)), List.of(team)));
        return one.list().ofMaxSize(2);
    }

    private static Arbitrary<List<String>> peopleLists() {
        return whoever().list().uniqueElements().ofMaxSize(3);
    }

    private static Arbitrary<List<String>> teams() {
        return Arbitraries.of(List.of(), List.of("t-1"), List.of("t-2", "t-9"));
    }

    static Arbitrary<EventPatch> patches() {
        return Combinators.combine(
                        fieldPatches(),
                        roles().optional(0.6),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(AudiencePatch.NOTHING)), Tuple.of(1, audiencePatches())),
                        peopleLists().optional(0.1),
                        renames())
                .as((fields, roles, audience, barred, renamed) ->
                        new EventPatch(fields, roles, audience, barred, ofSent(roles, renamed)));
    }

    /** What a body can say: of each role that it sends one name before. */
    private static Map<String, String> ofSent(Optional<List<Role>> roles, Map<String, String> renamed) {
        Map<String, String> said = new HashMap<>();
        roles.ifPresent(sent -> sent.forEach(role -> renamed.forEach((before, after) -> {
            if (after.equalsIgnoreCase(role.name())) {
                said.put(before, role.name());
            }
        })));
        return said;
    }

    /** By a name that a role may have, another one; two names may be swapped. */
    private static Arbitrary<Map<String, String>> renames() {
        Arbitrary<String> names = spelledRoles().map(String::strip);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Map.of())),
                Tuple.of(1, Combinators.combine(names, names).as(Map::of)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of(ROLES), Arbitraries.of(ROLES))
                                .as(Histories::swapped)));
    }

    private static Map<String, String> swapped(String one, String other) {
        return one.equals(other) ? Map.of() : Map.of(one, other, other, one);
    }

    /** None, passed, now, and to come. */
    private static Arbitrary<Optional<Object>> moments() {
        return Arbitraries.of(
                Optional.empty(),
                Optional.of(Made.NOW.minusSeconds(1)),
                Optional.of(Made.NOW.plusMillis(2)),
                Optional.of(Made.NOW.plusSeconds(3600)));
    }

    private static Arbitrary<Map<EventField, Optional<Object>>> fieldPatches() {
        Arbitrary<Optional<Object>> notes = Arbitraries.of(
                Optional.empty(), Optional.of("Black shoes"), Optional.of("$set: {a.b: 1} \ud83d\ude80"));
        Arbitrary<Optional<Object>> respondBy =
                Arbitraries.of(Optional.empty(), Optional.of(Instant.parse("2026-06-18T17:00:00Z")));
        Arbitrary<Optional<Object>> dates =
                Arbitraries.of(Optional.of(LocalDate.of(2026, 6, 20)), Optional.of(LocalDate.of(2026, 6, 21)));
        Arbitrary<Optional<Object>> venues = Arbitraries.of(Optional.empty(), Optional.of("Hall 4"));
        Arbitrary<Optional<Object>> promoteUntil = Arbitraries.of(
                Optional.empty(),
                Optional.of(Instant.parse("2026-06-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-06-20T20:00:00Z")));
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Map.of())),
                Tuple.of(
                        1,
                        Arbitraries.of(EventField.OPENS_AT, EventField.WITHDRAW_UNTIL)
                                .flatMap(field -> moments().map(value -> Map.of(field, value)))),
                Tuple.of(1, promoteUntil.map(value -> Map.of(EventField.PROMOTE_UNTIL, value))),
                Tuple.of(1, notes.map(value -> Map.of(EventField.NOTES, value))),
                Tuple.of(1, respondBy.map(value -> Map.of(EventField.RESPOND_BY, value))),
                Tuple.of(1, venues.map(value -> Map.of(EventField.VENUE_NAME, value))),
                Tuple.of(2, dates.map(value -> Map.of(EventField.DATE, value))));
    }
}
