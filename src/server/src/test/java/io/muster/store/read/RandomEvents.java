package io.muster.store.read;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.StandbyReason;
import io.muster.identity.Caller;
import io.muster.identity.Employers;
import io.muster.identity.Profile;
import org.bson.types.ObjectId;

/** Events of every kind around today, of a few managers, teams and people, and those who may read them. */
public final class RandomEvents {
    private static final List<String> MANAGERS = List.of("m-1", "m-2", "m-3");
    private static final int PEOPLE = 8;
    private static final int TEAMS = 3;
    private static final int DAYS_AROUND = 6;
    private static final List<String> ZONES = List.of("UTC", "America/Denver", "Pacific/Kiritimati", "Pacific/Niue");

    private final Random random;

    public RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    public static List<String> people() {
        return IntStream.range(0, PEOPLE).mapToObj(i -> "oidc:p" + i).toList();
    }

    /** A new event. */
    public Event next() {
        return event(new ObjectId(), MANAGERS.get(random.nextInt(MANAGERS.size())), 1 + random.nextInt(5));
    }

    /** The same event after some change, one version later. */
    public Event changed(Event event) {
        return event(event.id(), event.managerId(), event.version() + 1);
    }

    private Event event(ObjectId id, String managerId, long version) {
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        fields.put(
                EventField.DATE,
                LocalDate.now(ZoneOffset.UTC).plusDays(random.nextInt(2 * DAYS_AROUND + 1) - DAYS_AROUND));
        fields.put(EventField.TIMEZONE, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
        fields.put(EventField.EVENT_NAME, "Gala \"" + random.nextInt(100) + "\" – é\n");
        fields.put(EventField.CONTACT_NAME, "Ring the bell");
        if (random.nextBoolean()) {
            fields.put(EventField.START_TIME, LocalTime.of(random.nextInt(24), 30));
        }
        if (random.nextBoolean()) {
            fields.put(EventField.END_TIME, LocalTime.of(random.nextInt(24), 0));
        }
        if (random.nextBoolean()) {
            fields.put(EventField.OPENS_AT, moment());
        }
        List<String> shuffled = new ArrayList<>(people());
        Collections.shuffle(shuffled, random);
        int accepted = random.nextInt(4);
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Event(
                id,
                managerId,
                EventStatus.values()[random.nextInt(EventStatus.values().length)],
                fields,
                List.of(Role.of("Server", 10), Role.of("Cook", 1)),
                Roster.of(Stream.of(
                                entries(shuffled.subList(0, accepted), Response.ACCEPT, at, version),
                                standby(shuffled.subList(6, 6 + random.nextInt(3)), at, version),
                                entries(shuffled.subList(4, 4 + random.nextInt(3)), Response.DECLINE, at, version))
                        .flatMap(List::stream)
                        .toList()),
                audience(),
                random.nextInt(3) == 0 ? List.of(shuffled.get(7), shuffled.get(0)) : List.of(),
                version,
                version,
                at,
                at,
                random.nextInt(12) == 0);
    }

    /** An event of tomorrow with so many people in it, {@link #inAll} among them. */
    public static Event full(int people) {
        RandomEvents random = new RandomEvents(people);
        Event event = random.next();
        Map<EventField, Object> fields = new EnumMap<>(event.fields());
        fields.put(EventField.DATE, LocalDate.now(ZoneOffset.UTC).plusDays(2));
        return new Event(
                new ObjectId(),
                MANAGERS.get(0),
                EventStatus.PUBLISHED,
                fields,
                List.of(Role.of("Server", 2_000)),
                Roster.of(entries(
                        IntStream.range(0, people).mapToObj(RandomEvents::key).toList(),
                        Response.ACCEPT,
                        event.updatedAt(),
                        1)),
                Audience.EVERYONE,
                List.of(),
                people,
                1,
                event.createdAt(),
                event.updatedAt(),
                false);
    }

    private static String key(int number) {
        return "oidc:worker-" + number;
    }

    public static String inAll() {
        return key(0);
    }

    /** Who works for the first of the managers. */
    public static Caller worker(String userKey) {
        return new Caller(
                userKey,
                Profile.UNKNOWN,
                Optional.empty(),
                false,
                Employers.of(Set.of(MANAGERS.get(0))),
                Set.of(),
                false);
    }

    private static List<StaffEntry> entries(List<String> userKeys, Response response, Instant at, long version) {
        return userKeys.stream()
                .map(userKey ->
                        new StaffEntry(userKey, response, Optional.of("Server"), Optional.of("server"), at, version))
                .toList();
    }

    private static List<StaffEntry> standby(List<String> userKeys, Instant at, long version) {
        Role cook = Role.of("Cook", 1);
        return IntStream.range(0, userKeys.size())
                .mapToObj(i -> StaffEntry.standby(userKeys.get(i), cook, StandbyReason.FULL, at, version + i))
                .toList();
    }

    private Audience audience() {
        Audience lists = lists();
        List<Audience.Wave> waves = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new Audience.Wave(moment(), List.of(team())))
                .toList();
        return new Audience(lists.userKeys(), lists.teamIds(), waves);
    }

    private Instant moment() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(3600L * random.nextInt(100));
    }

    private Audience lists() {
        return switch (random.nextInt(4)) {
            case 0 -> new Audience(List.of(), List.of(team()));
            case 1 -> new Audience(List.of(person(), person()), List.of());
            case 2 -> new Audience(List.of(person()), List.of(team()));
            default -> Audience.EVERYONE;
        };
    }

    private String team() {
        return "t-" + random.nextInt(TEAMS);
    }

    private String person() {
        return people().get(random.nextInt(PEOPLE));
    }

    /** Somebody who works for none, some or all of the managers, now and then under another name. */
    public Caller reader() {
        Employers employers = switch (random.nextInt(6)) {
            case 0 -> Employers.EVERYONE;
            case 1 -> Employers.NOBODY;
            case 2 -> Employers.of(Set.of("m-1", "m-2"));
            default -> Employers.of(Set.of(MANAGERS.get(random.nextInt(MANAGERS.size()))));
        };
        Set<String> teams = new TreeSet<>();
        while (random.nextBoolean()) {
            teams.add(team());
        }
        Profile profile = new Profile(Optional.of("Name " + random.nextInt(3)), Optional.empty(), Optional.empty());
        return new Caller(person(), profile, Optional.empty(), false, employers, teams, false);
    }

    public Listing listing() {
        return Listing.values()[random.nextInt(Listing.values().length)];
    }

    public ListFilter filter() {
        Set<EventStatus> statuses = random.nextInt(3) == 0
                ? EnumSet.of(EventStatus.values()[random.nextInt(EventStatus.values().length)], EventStatus.PUBLISHED)
                : Set.of();
        return new ListFilter(statuses, day(), day());
    }

    private Optional<LocalDate> day() {
        return random.nextInt(3) == 0
                ? Optional.of(LocalDate.now(ZoneOffset.UTC).plusDays(random.nextInt(9) - 4))
                : Optional.empty();
    }

    /** From the beginning, or after one of the events. */
    public Slice slice(List<Event> events) {
        Optional<String> after = random.nextInt(3) == 0
                ? Optional.of(StoredEvent.of(events.get(random.nextInt(events.size())))
                        .ord())
                : Optional.empty();
        return new Slice(after, random.nextBoolean(), random.nextInt(4) == 0 ? 3 : 100);
    }
}
