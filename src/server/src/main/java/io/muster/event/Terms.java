package io.muster.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What people agreed to by coming in, date, times and place of the event and the times of their role, and at which versions it
 * became another (docs/api.md#confirm). Whether a person has to confirm follows from this and from {@link StaffEntry#confirmed}
 * alone, so a change of times writes to nobody's entry.
 *
 * @param changes in order of their versions; only those since somebody who is in came in
 */
public record Terms(List<Change> changes) {
    /** Of an event whose times and place nobody has to confirm again. */
    public static final Terms UNCHANGED = new Terms(List.of());

    /** How many changes are kept of the event, and of each role. Who has not confirmed before the oldest has to, come what may. */
    static final int MOST = 20;

    private static final int DIGEST_LENGTH = 16;

    private static final List<EventField> OF_EVENT = List.of(
            EventField.DATE,
            EventField.START_TIME,
            EventField.END_TIME,
            EventField.TIMEZONE,
            EventField.VENUE_NAME,
            EventField.VENUE_ADDRESS);

    public Terms {
        changes = List.copyOf(changes);
    }

    /**
     * A change.
     *
     * @param version the version that made it
     * @param role the key of the role whose times changed; empty where it was the event's times or place
     * @param before a digest of what it was before; empty where that is forgotten
     * @param back whether it is again now as it was before
     */
    public record Change(long version, Optional<String> role, Optional<String> before, boolean back) {
        private Change now(String digest) {
            return new Change(
                    version, role, before, before.filter(digest::equals).isPresent());
        }

        /** People need not know of what has just changed: whoever agreed to what it was agrees to what it is. */
        private Change now(String digest, String was) {
            return before.filter(was::equals).isPresent()
                    ? new Change(version, role, Optional.of(digest), true)
                    : now(digest);
        }

        private Change forgotten() {
            return new Change(version, role, Optional.empty(), false);
        }
    }

    /** Times and place of an event at one version: by the key of the role, and of the event itself without one. */
    public record Held(Map<Optional<String>, List<Object>> values) {
        public static Held of(Map<EventField, Object> fields, Collection<Role> roles) {
            Map<Optional<String>, List<Object>> values = new LinkedHashMap<>();
            values.put(Optional.empty(), texts(OF_EVENT.stream().map(fields::get)));
            roles.forEach(role ->
                    values.put(Optional.of(role.key()), texts(Stream.of(role).flatMap(Held::times))));
            return new Held(values);
        }

        private static Stream<@Nullable Object> times(Role role) {
            return Stream.of(
                    Optional.ofNullable(role.callTime()),
                    Optional.ofNullable(role.startTime()),
                    Optional.ofNullable(role.endTime()));
        }

        private static List<Object> texts(Stream<? extends @Nullable Object> values) {
            return values.<Object>map(value -> Objects.toString(value, "")).toList();
        }

        /** Whether anything that both have is another in the other. */
        public boolean differsFrom(Held other) {
            return values.entrySet().stream().anyMatch(each -> isOther(each.getKey(), each.getValue(), other));
        }

        private static boolean isOther(Optional<String> role, List<Object> value, Held other) {
            List<Object> theirs = other.values.get(role);
            return theirs != null && !theirs.equals(value);
        }
    }

    /** Whether a person who is in has to confirm. */
    public boolean isUnconfirmed(StaffEntry entry) {
        return entry.response() == Response.ACCEPT
                && (entry.confirmed() == 0 || (!changes.isEmpty() && isOtherThan(entry.confirmed(), entry.key())));
    }

    /**
     * Whether times and place are others now than at a version.
     *
     * @param role the key of the role whose times matter
     */
    public boolean isOtherThan(long version, Optional<String> role) {
        return isOther(version, Optional.empty()) || (role.isPresent() && isOther(version, role));
    }

    private boolean isOther(long version, Optional<String> role) {
        return changes.stream()
                .filter(change -> change.version() > version && change.role().equals(role))
                .findFirst()
                .filter(change -> !change.back())
                .isPresent();
    }

    /** A version at which times and place were what they are now. */
    public long version() {
        return changes.isEmpty() ? 1 : changes.get(changes.size() - 1).version();
    }

    /**
     * What is known once an event was changed.
     *
     * @param before times and place before the change
     * @param after times and place after it
     * @param version the version that the change made
     * @param asksAgain whether people have to confirm it
     * @param people who is in
     */
    public Terms after(Held before, Held after, long version, boolean asksAgain, Collection<StaffEntry> people) {
        List<Change> next = new ArrayList<>(changes);
        next.removeIf(change -> !after.values.containsKey(change.role()));
        before.values.forEach((role, was) -> {
            if (Held.isOther(role, was, after)) {
                changed(
                        next,
                        role,
                        digest(was),
                        digest(after.values.getOrDefault(role, List.of())),
                        version,
                        asksAgain);
            }
        });
        long first = people.stream().mapToLong(Terms::firstKnown).min().orElse(Long.MAX_VALUE);
        next.removeIf(change -> change.version() <= first);
        return next.isEmpty() ? UNCHANGED : new Terms(next);
    }

    /** The first version after which a change matters to who is in: one known by another userKey since has the entry from then on. */
    private static long firstKnown(StaffEntry entry) {
        return entry.confirmed() == 0 ? entry.version() : Math.min(entry.version(), entry.confirmed());
    }

    private static void changed(
            List<Change> changes, Optional<String> role, String was, String is, long version, boolean asksAgain) {
        changes.replaceAll(change -> {
            if (!change.role().equals(role)) {
                return change;
            }
            return asksAgain ? change.now(is) : change.now(is, was);
        });
        if (asksAgain) {
            changes.add(new Change(version, role, Optional.of(was), false));
            forget(changes, role);
        }
    }

    /** Of the oldest one too many it is left that there was one. */
    private static void forget(List<Change> changes, Optional<String> role) {
        List<Change> own =
                changes.stream().filter(change -> change.role().equals(role)).toList();
        if (own.size() > MOST) {
            changes.remove(own.get(0));
            changes.set(changes.indexOf(own.get(1)), own.get(1).forgotten());
        }
    }

    private static String digest(List<Object> values) {
        return Digest.hex(values.stream().map(String::valueOf).toArray(String[]::new))
                .substring(0, DIGEST_LENGTH);
    }
}
