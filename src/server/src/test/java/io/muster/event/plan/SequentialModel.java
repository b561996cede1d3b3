package io.muster.event.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import io.muster.event.Qualifications;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.overlap.Engagement;
import io.muster.identity.Caller;
import io.muster.identity.Standing;
import org.jspecify.annotations.Nullable;

/**
 * The rules once more, written to be read beside the contract (docs/api.md#event) and not to be fast: one command after the other, plain lists,
 * every figure counted anew. It shares the vocabulary with the planner, and none of its code. Events here have an end time
 * and lie in UTC.
 */
final class SequentialModel implements Command.Visitor<String> {
    private static final String STALE = "refused VERSION_STALE{}";

    /** A person in one of the lists. */
    record Seat(String person, @Nullable String key, long version, long since, String note) {}

    /** What a person who is in knows of times and place: of the event, and of the role. */
    private record Agreed(String event, String role) {}

    private static final Agreed NOTHING = new Agreed("nothing", "nothing");

    private record Known(long version, String fingerprint) {}

    final List<Seat> in = new ArrayList<>();
    final List<Seat> waiting = new ArrayList<>();
    final List<Seat> out = new ArrayList<>();
    final Map<EventField, Object> fields;
    List<Role> roles;
    Audience audience;
    List<String> barred = List.of();
    String status;
    boolean deleted;
    long version = 1;
    long managerVersion = 1;
    private final Map<String, Agreed> agreed = new HashMap<>();

    /** Times and place at each version; those of a role after a slash. */
    private final Map<Long, Map<String, String>> terms = new HashMap<>();

    /** Of each promotion, by its version, the version of the command's own line; of a promotion before an accept the first one's. */
    final Map<Long, Long> causes = new HashMap<>();

    private final Map<String, Known> keys = new HashMap<>();
    private Facts facts = Facts.NONE;
    private Instant now = Instant.EPOCH;
    private Instant at = Instant.EPOCH;
    private Instant updatedAt;

    SequentialModel(Event made) {
        fields = new EnumMap<>(made.fields());
        roles = made.roles();
        audience = made.audience();
        status = made.status().wireName();
        updatedAt = made.updatedAt();
        terms.put(1L, terms());
    }

    /** A batch begins: what it records is recorded now, and later than what was recorded before. */
    void read(Instant time, Facts known) {
        facts = known;
        now = time;
        at = time.isAfter(updatedAt) ? time : updatedAt.plusMillis(1);
    }

    /** What is decided, in the words of {@link Made#said}. */
    String decide(KeyedCommand request) {
        Known known = keys.get(request.key());
        if (known != null) {
            return known.fingerprint.equals(request.fingerprint())
                    ? "replayed " + known.version
                    : "refused IDEMPOTENCY_KEY_REUSED{}";
        }
        String said = request.command().visit(this);
        if (said.startsWith("recorded")) {
            keys.put(request.key(), new Known(version, request.fingerprint()));
            promote(version);
        }
        return said;
    }

    private void promote(long cause) {
        updatedAt = at;
        for (Seat next = nextInLine(); next != null; next = nextInLine()) {
            leave(next.person);
            comeIn(new Seat(next.person, next.key, version + 1, next.since, ""));
            recorded("promoted", false);
            causes.put(version, cause);
        }
    }

    /** Of those for whom there is a place, and who are qualified and not barred, the one who has waited longest. */
    private @Nullable Seat nextInLine() {
        boolean isOn = promotes();
        Seat first = null;
        for (Seat seat : waiting) {
            Role role = role(roles, String.valueOf(seat.key));
            boolean couldHaveIt =
                    role != null && role.waitlist() && taken(role.key()) < role.count() && mayHave(seat, role);
            if (isOn && couldHaveIt && (first == null || seat.since < first.since)) {
                first = seat;
            }
        }
        return first;
    }

    private boolean promotes() {
        Instant until = (Instant) fields.get(EventField.PROMOTE_UNTIL);
        return (status.equals("published") || status.equals("fulfilled"))
                && !deleted
                && at.isBefore(until == null ? start().minus(Duration.ofHours(12)) : until);
    }

    private boolean isBlocked(String person) {
        Standing said = facts.standings().get(person);
        return said != null && said.blocked();
    }

    private boolean mayHave(Seat seat, Role role) {
        return !barred.contains(seat.person)
                && !isBlocked(seat.person)
                && missing(seat.person, role).isEmpty()
                && conflict(seat.person, role) == null;
    }

    /** The first of the person's places elsewhere that leaves no rest before or after the one of the role; both lie in UTC. */
    private @Nullable Engagement conflict(String person, Role role) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE));
        LocalTime end = role.endTime() == null
                ? (LocalTime) Objects.requireNonNull(fields.get(EventField.END_TIME))
                : role.endTime();
        long until = date.atTime(end).toEpochSecond(ZoneOffset.UTC);
        long rest = facts.engagements().rule().rest().toSeconds();
        Engagement first = null;
        for (Engagement place : facts.engagements().byPerson().getOrDefault(person, List.of())) {
            long otherFrom = place.span().from().getEpochSecond();
            long otherUntil = place.span().until().getEpochSecond();
            boolean before = otherUntil + rest <= start().getEpochSecond();
            boolean after = until + rest <= otherFrom;
            if (!before
                    && !after
                    && (first == null || otherFrom < first.span().from().getEpochSecond())) {
                first = place;
            }
        }
        return first;
    }

    /** What the role asks for and the person does not have on the event's last day, which is its date: no event here goes on after midnight. */
    private List<String> missing(String person, Role role) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE));
        List<String> missing = new ArrayList<>();
        for (String name : role.requires()) {
            boolean has = false;
            Qualifications held = facts.qualifications().get(person);
            if (held != null) {
                for (Map.Entry<String, LocalDate> each : held.validUntil().entrySet()) {
                    has = has
                            || (each.getKey().equalsIgnoreCase(name)
                                    && !each.getValue().isBefore(date));
                }
            }
            if (!has) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** Roles here have no call times. */
    private Instant start() {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE));
        LocalTime start = (LocalTime) Objects.requireNonNull(fields.get(EventField.START_TIME));
        return date.atTime(start).atZone(ZoneId.of("UTC")).toInstant();
    }

    @Override
    public String accept(Command.Accept accept) {
        String person = accept.caller().userKey();
        Seat held = seat(in, person);
        if (!visible(accept.caller(), barred.contains(person))) {
            boolean barAlone = barred.contains(person) && visible(accept.caller(), false);
            return barAlone ? "refused BARRED{}" : "refused EVENT_NOT_FOUND{}";
        }
        Instant respondBy = (Instant) fields.get(EventField.RESPOND_BY);
        if (closed() || status.equals("draft") || (respondBy != null && now.compareTo(respondBy) > 0)) {
            return "refused EVENT_CLOSED{}";
        }
        if (held != null) {
            return "refused ALREADY_ACCEPTED{role=" + spelling(held.key) + "}";
        }
        if (barred.contains(person)) {
            return "refused BARRED{}";
        }
        Seat gone = seat(out, person);
        Role role = called(roles, accept.role());
        if (role == null) {
            return "refused ROLE_NOT_FOUND{}";
        }
        String key = role.key();
        Instant opensAt = opensAt(accept.caller());
        if (opensAt != null && now.isBefore(opensAt)) {
            return "refused NOT_OPEN_YET{opensAt=" + opensAt.atZone(ZoneId.of("UTC")) + "}";
        }
        if (gone != null && gone.note.equals("manager")) {
            return "refused REFUSED{}";
        }
        if (!missing(person, role).isEmpty()) {
            return "refused NOT_QUALIFIED{missing=" + missing(person, role) + "}";
        }
        Seat waits = seat(waiting, person);
        if (waits != null && !key.equals(waits.key)) {
            waits = null;
        }
        if (!role.approval() && taken(key) < role.count()) {
            int ahead = 0;
            for (Seat seat : waiting) {
                boolean isBefore = waits == null || seat.since < waits.since;
                if (role.waitlist() && promotes() && isBefore && key.equals(seat.key) && mayHave(seat, role)) {
                    ahead++;
                }
            }
            if (ahead >= role.count() - taken(key)) {
                // They have learned what they lacked when the place became free.
                promote(version + 1);
                return accept(accept);
            }
            Engagement conflict = conflict(person, role);
            if (conflict != null) {
                return "refused TIME_CONFLICT{conflict=" + conflict.facts() + "}";
            }
            leave(person);
            comeIn(new Seat(person, key, version + 1, waits == null ? version + 1 : waits.since, ""));
            return recorded("accepted", false);
        }
        if (waits != null) {
            return "unchanged since " + waits.version;
        }
        long length = waiting.stream().filter(seat -> key.equals(seat.key)).count();
        if (!accept.standby() || !(role.waitlist() || role.approval())) {
            return role.approval()
                    ? "refused APPROVAL_REQUIRED{role=" + role.name() + "}"
                    : "refused CAPACITY_FULL{capacity=" + role.count() + ", role=" + role.name() + ", taken="
                            + taken(key) + ", version=" + version
                            + (role.waitlist()
                                    ? ", waitlist={length=" + length + ", max=" + role.standbyMax() + "}"
                                    : "")
                            + "}";
        }
        if (length >= role.standbyMax()) {
            return "refused STANDBY_FULL{length=" + length + ", max=" + role.standbyMax() + ", role=" + role.name()
                    + "}";
        }
        leave(person);
        waiting.add(new Seat(person, key, version + 1, version + 1, role.approval() ? "approval" : "full"));
        return recorded("standby", false);
    }

    /** With the first of the person's waves; else as everybody else, or last of all. */
    private @Nullable Instant opensAt(Caller caller) {
        Instant first = null;
        Instant last = null;
        for (Audience.Wave wave : audience.waves()) {
            if (last == null || wave.opensAt().isAfter(last)) {
                last = wave.opensAt();
            }
            for (String team : wave.teamIds()) {
                if (caller.teamIds().contains(team)
                        && (first == null || wave.opensAt().isBefore(first))) {
                    first = wave.opensAt();
                }
            }
        }
        Instant others = (Instant) fields.get(EventField.OPENS_AT);
        if (first != null) {
            return first;
        }
        return others == null ? last : others;
    }

    private void comeIn(Seat seat) {
        in.add(seat);
        agreed.put(seat.person, new Agreed(eventTerms(), roleTerms(String.valueOf(seat.key))));
    }

    private String eventTerms() {
        return Stream.of("date", "start_time", "end_time", "timezone", "venue_name", "venue_address")
                .map(name ->
                        String.valueOf(fields.get(EventField.ofWireName(name).orElseThrow())))
                .toList()
                .toString();
    }

    private String roleTerms(String key) {
        Role role = role(roles, key);
        return role == null ? "gone" : role.callTime() + " " + role.startTime() + " " + role.endTime();
    }

    private Map<String, String> terms() {
        Map<String, String> now = new HashMap<>();
        now.put("", eventTerms());
        roles.forEach(role -> now.put("/" + role.key(), roleTerms(role.key())));
        return now;
    }

    /** Who knew times and place knows the others as well. */
    private void keepConfirmed(Map<String, String> before) {
        Map<String, String> after = terms();
        for (Seat seat : in) {
            Agreed known = Objects.requireNonNull(agreed.get(seat.person));
            agreed.put(
                    seat.person,
                    new Agreed(
                            known.event.equals(before.get("")) ? after.getOrDefault("", "") : known.event,
                            known.role.equals(before.get("/" + seat.key))
                                    ? after.getOrDefault("/" + seat.key, "")
                                    : known.role));
        }
        terms.values()
                .forEach(then -> then.replaceAll(
                        (name, value) -> value.equals(before.get(name)) ? after.getOrDefault(name, value) : value));
    }

    boolean isUnconfirmed(String person) {
        Seat held = seat(in, person);
        return held != null
                && !new Agreed(eventTerms(), roleTerms(String.valueOf(held.key))).equals(agreed.get(person));
    }

    @Override
    public String confirm(Command.Confirm confirm) {
        String person = confirm.caller().userKey();
        if (!visible(confirm.caller(), barred.contains(person))) {
            return "refused EVENT_NOT_FOUND{}";
        }
        if (closed()) {
            return "refused EVENT_CLOSED{}";
        }
        Seat held = seat(in, person);
        if (held == null) {
            return "refused NOT_ACCEPTED{}";
        }
        if (!isUnconfirmed(person)) {
            return "unchanged since " + held.version;
        }
        Map<String, String> now = terms();
        Map<String, String> then = confirm.seen() > version ? now : terms.getOrDefault(confirm.seen(), Map.of());
        boolean same = Stream.of("", "/" + held.key)
                .allMatch(name -> now.getOrDefault(name, "?").equals(then.get(name)));
        if (confirm.seen() < held.version || !same) {
            return "refused CHANGED_SINCE{version=" + version + "}";
        }
        agreed.put(person, new Agreed(eventTerms(), roleTerms(String.valueOf(held.key))));
        return recorded("confirmed", false);
    }

    private void leave(String person) {
        agreed.remove(person);
        for (List<Seat> list : List.of(in, waiting, out)) {
            list.removeIf(seat -> seat.person.equals(person));
        }
    }

    @Override
    public String decline(Command.Decline decline) {
        String person = decline.caller().userKey();
        boolean mayLeave = !deleted && isBlocked(person) && (seat(in, person) != null || seat(waiting, person) != null);
        if (!mayLeave && !visible(decline.caller(), barred.contains(person))) {
            return "refused EVENT_NOT_FOUND{}";
        }
        if (closed()) {
            return "refused EVENT_CLOSED{}";
        }
        Instant withdrawUntil = (Instant) fields.get(EventField.WITHDRAW_UNTIL);
        boolean knows = seat(in, person) != null && !isUnconfirmed(person);
        if (knows && withdrawUntil != null && now.isAfter(withdrawUntil)) {
            return "refused WITHDRAW_CLOSED{}";
        }
        Seat declined = seat(out, person);
        if (declined != null) {
            return "unchanged since " + declined.version;
        }
        Seat held = seat(in, person) == null ? seat(waiting, person) : seat(in, person);
        Role named = decline.role().map(role -> called(roles, role)).orElse(null);
        String key = held == null || role(roles, String.valueOf(held.key)) == null ? null : held.key;
        if (named != null) {
            key = named.key();
        }
        leave(person);
        out.add(new Seat(person, key, version + 1, version + 1, ""));
        return recorded("declined", false);
    }

    @Override
    public String edit(Command.Edit edit) {
        String barrier = barrier(edit);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        Map<EventField, Object> newFields = new EnumMap<>(EventField.class);
        newFields.putAll(fields);
        edit.patch().fields().forEach((field, value) -> {
            newFields.remove(field);
            value.ifPresent(set -> newFields.put(field, set));
        });
        boolean unknown = edit.patch().roles().isPresent()
                && edit.patch().renamed().entrySet().stream()
                        .anyMatch(
                                each -> called(roles, each.getKey()) == null && called(roles, each.getValue()) == null);
        List<Role> newRoles = edit.patch()
                .roles()
                .map(sent -> identified(sent, edit.patch().renamed()))
                .orElse(roles);
        Audience newAudience = readdressed(edit.patch().audience());
        List<String> newBarred = edit.patch().barred().orElse(barred);
        boolean fieldsOnly = newRoles.equals(roles) && newAudience.equals(audience) && newBarred.equals(barred);
        if (fieldsOnly && newFields.equals(fields) && !unknown) {
            return "unchanged";
        }
        if (isStale(edit)) {
            return STALE;
        }
        if (status.equals("cancelled") || status.equals("completed")) {
            Map<EventField, Object> before = new HashMap<>(fields);
            Map<EventField, Object> after = new HashMap<>(newFields);
            before.remove(EventField.NOTES);
            after.remove(EventField.NOTES);
            if (!fieldsOnly || !before.equals(after)) {
                return "refused WRONG_STATUS{status=" + status + "}";
            }
        }
        if (unknown) {
            return "refused ROLE_NOT_FOUND{}";
        }
        for (Role role : roles) {
            Role replacement = role(newRoles, role.key());
            int count = replacement == null ? 0 : replacement.count();
            if (count < taken(role.key())) {
                return "refused CAPACITY_BELOW_TAKEN{count=" + count + ", over=" + over(newRoles) + ", role="
                        + role.name() + ", taken=" + taken(role.key()) + "}";
            }
        }
        Map<String, String> before = terms();
        fields.clear();
        fields.putAll(newFields);
        roles = newRoles;
        spell();
        if (edit.keepsConfirmed() || !(status.equals("published") || status.equals("fulfilled"))) {
            keepConfirmed(before);
        }
        audience = newAudience;
        barred = newBarred;
        return recorded("updated", true);
    }

    /** Each role sent with the key of the role that it was, if it was one. */
    private List<Role> identified(List<Role> sent, Map<String, String> renamed) {
        List<Role> byName = new ArrayList<>();
        for (Role role : sent) {
            Role stored = called(roles, role.name());
            byName.add(stored == null ? role : role.withKey(stored.key()));
        }
        if (byName.equals(roles)) {
            return roles;
        }
        Map<Role, Role> was = new IdentityHashMap<>();
        for (Role role : sent) {
            renamed.forEach((before, after) -> {
                Role origin = called(roles, before);
                if (after.equalsIgnoreCase(role.name()) && origin != null && origin != called(roles, after)) {
                    was.put(role, origin);
                }
            });
        }
        List<Role> moved = List.copyOf(was.values());
        for (Role role : sent) {
            Role same = called(roles, role.name());
            if (!was.containsKey(role) && same != null && !moved.contains(same)) {
                was.put(role, same);
            }
        }
        List<String> keys = new ArrayList<>();
        was.values().forEach(role -> keys.add(role.key()));
        List<Role> identified = new ArrayList<>();
        for (Role role : sent) {
            Role origin = was.get(role);
            String key = origin == null ? newKey(role, keys) : origin.key();
            keys.add(key);
            identified.add(role.withKey(key));
        }
        return identified;
    }

    private String newKey(Role role, List<String> used) {
        String own = role.name().toLowerCase(Locale.ROOT);
        for (Seat seat : waiting) {
            String key = String.valueOf(seat.key);
            if (own.equals(names.get(seat.person)) && !used.contains(key) && role(roles, key) == null) {
                return key;
            }
        }
        String key = own;
        for (int number = 2; used.contains(key) || isOfOthers(key, own); number++) {
            key = own + "#" + number;
        }
        return key;
    }

    private boolean isOfOthers(String key, String own) {
        return Stream.of(in, waiting, out)
                .flatMap(List::stream)
                .anyMatch(seat -> key.equals(seat.key) && !own.equals(names.get(seat.person)));
    }

    /** How the role of each person is called, in lower case, also once it is gone. */
    private final Map<String, String> names = new HashMap<>();

    private void spell() {
        for (List<Seat> list : List.of(in, waiting, out)) {
            for (Seat seat : list) {
                Role role = role(roles, String.valueOf(seat.key));
                if (role != null) {
                    names.put(seat.person, role.name().toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    private static @Nullable Role called(List<Role> roles, String name) {
        for (Role role : roles) {
            if (role.name().equalsIgnoreCase(name.strip())) {
                return role;
            }
        }
        return null;
    }

    /** Of each role that would be too small, whoever came last. */
    private List<String> over(List<Role> newRoles) {
        List<String> over = new ArrayList<>();
        for (Role role : roles) {
            Role replacement = role(newRoles, role.key());
            List<Seat> seats = new ArrayList<>(in);
            seats.removeIf(seat -> !role.key().equals(seat.key));
            seats.sort((one, other) -> Long.compare(one.since, other.since));
            while (seats.size() > (replacement == null ? 0 : replacement.count())) {
                over.add("{role=" + role.name() + ", userKey=" + seats.remove(seats.size() - 1).person + "}");
            }
        }
        return over;
    }

    @Override
    public String lift(Command.Lift lift) {
        String barrier = barrier(lift);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        if (!barred.contains(lift.userKey())) {
            return "unchanged";
        }
        if (isStale(lift)) {
            return STALE;
        }
        if (status.equals("cancelled") || status.equals("completed")) {
            return "refused WRONG_STATUS{status=" + status + "}";
        }
        List<String> others = new ArrayList<>(barred);
        others.remove(lift.userKey());
        barred = List.copyOf(others);
        return recorded("updated", true);
    }

    @Override
    public String publish(Command.Publish publish) {
        String barrier = barrier(publish);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        Audience target = readdressed(publish.audience().orElse(AudiencePatch.NOTHING));
        if ((status.equals("published") || status.equals("fulfilled")) && target.equals(audience)) {
            return "unchanged";
        }
        if (isStale(publish)) {
            return STALE;
        }
        if (status.equals("cancelled") || status.equals("completed")) {
            return "refused WRONG_STATUS{status=" + status + "}";
        }
        audience = target;
        status = "published";
        return recorded("published", true);
    }

    @Override
    public String transition(Command.Transition transition) {
        String barrier = barrier(transition);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        boolean open = status.equals("published") || status.equals("fulfilled");
        boolean done = switch (transition.move()) {
            case UNPUBLISH -> status.equals("draft");
            case CANCEL -> status.equals("cancelled");
            case COMPLETE -> status.equals("completed");
            case REOPEN -> open;
            case DELETE -> false;
        };
        if (done) {
            return "unchanged";
        }
        if (isStale(transition)) {
            return STALE;
        }
        return switch (transition.move()) {
            case UNPUBLISH -> to("draft", open, "unpublished");
            case CANCEL -> {
                String said = to("cancelled", !status.equals("completed"), "cancelled");
                if (said.startsWith("recorded")) {
                    transition.reason().ifPresent(reason -> fields.put(EventField.CANCEL_REASON, reason));
                }
                yield said;
            }
            case COMPLETE -> to("completed", open, "completed");
            case REOPEN -> reopen();
            case DELETE -> {
                deleted = true;
                yield recorded("deleted", true);
            }
        };
    }

    private String reopen() {
        if (status.equals("draft")) {
            return "refused WRONG_STATUS{status=draft}";
        }
        if (now.compareTo(end()) >= 0) {
            return "refused EVENT_CLOSED{}";
        }
        status = "published";
        fields.remove(EventField.CANCEL_REASON);
        return recorded("reopened", true);
    }

    private String to(String target, boolean allowed, String kind) {
        if (!allowed) {
            return "refused WRONG_STATUS{status=" + status + "}";
        }
        status = target;
        return recorded(kind, true);
    }

    /** Nothing that comes about by commands is ever broken. */
    @Override
    public String repair(Command.Repair repair) {
        return deleted ? "refused EVENT_NOT_FOUND{}" : "unchanged";
    }

    @Override
    public String remove(Command.Remove remove) {
        String barrier = barrier(remove);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        if (isStale(remove)) {
            return STALE;
        }
        if (Stream.of(in, waiting, out).allMatch(list -> seat(list, remove.userKey()) == null)) {
            return "refused STAFF_NOT_FOUND{}";
        }
        Seat asked = seat(waiting, remove.userKey());
        boolean refuses = asked != null && asked.note.equals("approval");
        leave(remove.userKey());
        if (asked != null && refuses) {
            out.add(new Seat(remove.userKey(), asked.key, version + 1, version + 1, "manager"));
        }
        if (remove.bar() && !barred.contains(remove.userKey())) {
            barred = new ArrayList<>(barred);
            barred.add(remove.userKey());
            return recorded(refuses ? "refused" : "removed", true);
        }
        return recorded(refuses ? "refused" : "removed", false);
    }

    /** Whatever is said of the one userKey is said of the other; of two places the better one stays, then the older one. */
    @Override
    public String rekey(Command.Rekey rekey) {
        String barrier = barrier(rekey);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        boolean isNamed = audience.userKeys().contains(rekey.from()) || barred.contains(rekey.from());
        boolean stands = Stream.of(in, waiting, out).anyMatch(list -> seat(list, rekey.from()) != null);
        if (!isNamed && !stands) {
            return "unchanged";
        }
        Seat stays = null;
        List<Seat> where = out;
        for (List<Seat> list : List.of(in, waiting, out)) {
            for (String person : List.of(rekey.from(), rekey.userKey())) {
                Seat seat = seat(list, person);
                if (seat != null && (stays == null || (list == where && seat.since < stays.since))) {
                    stays = seat;
                    where = list;
                }
            }
        }
        if (stays != null) {
            Agreed known = agreed.get(stays.person);
            String name = names.get(stays.person);
            leave(rekey.from());
            leave(rekey.userKey());
            long since = where == out ? version + 1 : stays.since;
            where.add(new Seat(rekey.userKey(), stays.key, version + 1, since, stays.note));
            names.remove(rekey.userKey());
            if (name != null) {
                names.put(rekey.userKey(), name);
            }
            if (known != null) {
                agreed.put(rekey.userKey(), known);
            }
        }
        audience = new Audience(renamed(audience.userKeys(), rekey), audience.teamIds(), audience.waves());
        barred = renamed(barred, rekey);
        return recorded("rekeyed", isNamed);
    }

    private static List<String> renamed(List<String> people, Command.Rekey rekey) {
        List<String> renamed = new ArrayList<>();
        for (String person : people) {
            String now = person.equals(rekey.from()) ? rekey.userKey() : person;
            if (!renamed.contains(now)) {
                renamed.add(now);
            }
        }
        return renamed;
    }

    @Override
    public String assign(Command.Assign assign) {
        String barrier = barrier(assign);
        if (!barrier.isEmpty()) {
            return barrier;
        }
        if (isStale(assign)) {
            return STALE;
        }
        if (!status.equals("published") && !status.equals("fulfilled")) {
            return "refused EVENT_CLOSED{}";
        }
        String person = assign.userKey();
        Seat held = seat(in, person);
        Seat waits = seat(waiting, person);
        boolean isKnown = held != null || waits != null || seat(out, person) != null;
        if (!isKnown && !facts.members().contains(person)) {
            return "refused PERSON_UNKNOWN{}";
        }
        Role role = called(roles, assign.role());
        if (role == null) {
            return "refused ROLE_NOT_FOUND{}";
        }
        String key = role.key();
        if (held != null && key.equals(held.key)) {
            return "unchanged";
        }
        if (barred.contains(person)) {
            return "refused BARRED{}";
        }
        if (!missing(person, role).isEmpty() && !assign.override().contains(Reason.NOT_QUALIFIED)) {
            return "refused NOT_QUALIFIED{missing=" + missing(person, role) + "}";
        }
        if (taken(key) >= role.count()) {
            return "refused CAPACITY_FULL{capacity=" + role.count() + ", role=" + role.name() + ", taken=" + taken(key)
                    + ", version=" + version + "}";
        }
        Engagement conflict = conflict(person, role);
        if (conflict != null && !assign.override().contains(Reason.TIME_CONFLICT)) {
            return "refused TIME_CONFLICT{conflict=" + conflict.facts() + "}";
        }
        long since = version + 1;
        if (held != null) {
            since = held.since;
        } else if (waits != null) {
            since = waits.since;
        }
        leave(person);
        in.add(new Seat(person, key, version + 1, since, ""));
        agreed.put(person, NOTHING);
        return recorded(held == null ? "assigned" : "moved", false);
    }

    private String barrier(Command.OfManager command) {
        if (deleted || !command.managerId().equals(Made.MANAGER)) {
            return "refused EVENT_NOT_FOUND{}";
        }
        return "";
    }

    private boolean isStale(Command.OfManager command) {
        return command.ifMatch().isPresent() && command.ifMatch().get() < managerVersion;
    }

    private String recorded(String kind, boolean byManager) {
        version = version + 1;
        terms.put(version, terms());
        spell();
        if (byManager) {
            managerVersion = version;
        }
        if (status.equals("published") || status.equals("fulfilled")) {
            boolean placeLeft = false;
            for (Role role : roles) {
                placeLeft = placeLeft || taken(role.key()) < role.count();
            }
            status = placeLeft ? "published" : "fulfilled";
        }
        return "recorded " + kind + " at " + version;
    }

    private Audience readdressed(AudiencePatch patch) {
        return new Audience(
                patch.userKeys().orElse(audience.userKeys()),
                patch.teamIds().orElse(audience.teamIds()),
                patch.waves().orElse(audience.waves()));
    }

    private boolean visible(Caller caller, boolean isBarred) {
        if (deleted
                || isBlocked(caller.userKey())
                || !caller.employers().named().contains(Made.MANAGER)) {
            return false;
        }
        if (seat(in, caller.userKey()) != null || seat(waiting, caller.userKey()) != null) {
            return true;
        }
        if (status.equals("draft") || isBarred) {
            return false;
        }
        if (audience.userKeys().isEmpty() && audience.teamIds().isEmpty()) {
            return true;
        }
        boolean inTeam = false;
        for (String team : audience.teamIds()) {
            inTeam = inTeam || caller.teamIds().contains(team);
        }
        for (Audience.Wave wave : audience.waves()) {
            for (String team : wave.teamIds()) {
                inTeam = inTeam || caller.teamIds().contains(team);
            }
        }
        return inTeam || audience.userKeys().contains(caller.userKey());
    }

    private boolean closed() {
        return status.equals("cancelled") || status.equals("completed") || now.compareTo(end()) >= 0;
    }

    private Instant end() {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE));
        LocalTime end = (LocalTime) Objects.requireNonNull(fields.get(EventField.END_TIME));
        return date.atTime(end).atZone(ZoneId.of("UTC")).toInstant();
    }

    int taken(String key) {
        int taken = 0;
        for (Seat seat : in) {
            if (key.equals(seat.key)) {
                taken++;
            }
        }
        return taken;
    }

    private String spelling(@Nullable String key) {
        return Optional.ofNullable(role(roles, Objects.requireNonNull(key)))
                .orElseThrow()
                .name();
    }

    private static @Nullable Role role(List<Role> roles, String key) {
        for (Role role : roles) {
            if (role.key().equals(key)) {
                return role;
            }
        }
        return null;
    }

    private static @Nullable Seat seat(List<Seat> seats, String person) {
        for (Seat seat : seats) {
            if (seat.person.equals(person)) {
                return seat;
            }
        }
        return null;
    }
}
