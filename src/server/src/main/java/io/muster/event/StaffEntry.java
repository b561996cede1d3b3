package io.muster.event;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One person's current response, as stored in an event. It is small on purpose: names, e-mail addresses and pictures
 * are in {@code people}.
 *
 * @param role the role in the event's spelling; always there for an accept and on standby
 * @param key {@link Role#keyOf} the role
 * @param version the event's version that recorded it
 * @param since the version at which the person came in or on standby for the role; a promotion, a grant and a manager's move keep it. Of a
 *     decline the own version
 * @param reason why the person is on standby; empty for any other response
 * @param byManager whether it is a decline by the manager: a refused request
 * @param confirmed the version of times and place that the person knows, the own one unless confirmed since; 0 for whom the manager
 *     put in and who has not confirmed: see {@link Terms#isUnconfirmed}
 */
public record StaffEntry(
        String userKey,
        Response response,
        Optional<String> role,
        Optional<String> key,
        Instant respondedAt,
        long version,
        long since,
        Optional<StandbyReason> reason,
        boolean byManager,
        long confirmed) {

    /** A response by the person, who knows times and place by it. */
    public StaffEntry(
            String userKey,
            Response response,
            Optional<String> role,
            Optional<String> key,
            Instant respondedAt,
            long version,
            long since,
            Optional<StandbyReason> reason,
            boolean byManager) {
        this(userKey, response, role, key, respondedAt, version, since, reason, byManager, version);
    }

    /** An accept or a decline by the person, who was neither in nor on standby before. */
    public StaffEntry(
            String userKey,
            Response response,
            Optional<String> role,
            Optional<String> key,
            Instant respondedAt,
            long version) {
        this(userKey, response, role, key, respondedAt, version, version, Optional.empty(), false);
    }

    /** A person on standby from now on. */
    public static StaffEntry standby(
            String userKey, Role role, StandbyReason reason, Instant respondedAt, long version) {
        return new StaffEntry(
                userKey,
                Response.STANDBY,
                Optional.of(role.name()),
                Optional.of(role.key()),
                respondedAt,
                version,
                version,
                Optional.of(reason),
                false);
    }

    /** A person in a place of the role. */
    public static StaffEntry accepted(String userKey, Role role, Instant respondedAt, long version, long since) {
        return new StaffEntry(
                userKey,
                Response.ACCEPT,
                Optional.of(role.name()),
                Optional.of(role.key()),
                respondedAt,
                version,
                since,
                Optional.empty(),
                false);
    }

    /**
     * The same entry with the new spelling of its role.
     *
     * @param names by role key; an entry of another role stays as it is
     */
    public StaffEntry renamed(Map<String, String> names) {
        String name = key.map(names::get).orElse(null);
        return name == null || role.filter(name::equals).isPresent() ? this : with(userKey, Optional.of(name), key);
    }

    /** The same entry of a person who knows times and place as of a version; 0 for one who has not confirmed them. */
    public StaffEntry confirmed(long known) {
        return new StaffEntry(userKey, response, role, key, respondedAt, version, since, reason, byManager, known);
    }

    /**
     * What another userKey of the same person has of it, from a version on: where the person stands, since when, and what the person knows of
     * times and place.
     */
    public StaffEntry rekeyed(String otherUserKey, long recorded) {
        return new StaffEntry(
                otherUserKey,
                response,
                role,
                key,
                respondedAt,
                recorded,
                response.keepsSight() ? since : recorded,
                reason,
                byManager,
                confirmed);
    }

    /** The version that recorded it; 0 if an event that had come to {@code last} cannot have recorded it. */
    public long versionUpTo(long last) {
        return version > 1 && version <= last ? version : 0;
    }

    /** The order in which responses were recorded; what {@link #versionUpTo} is 0 of comes after all others. */
    public static Comparator<StaffEntry> inOrderUpTo(long last) {
        return Comparator.comparingLong(entry -> {
            long recorded = entry.versionUpTo(last);
            return recorded == 0 ? Long.MAX_VALUE : recorded;
        });
    }

    /** An equal entry whose role and key are the strings of one of these roles, if it has that role. */
    public StaffEntry sharing(List<Role> roles) {
        for (Role one : roles) {
            if (key.filter(one.key()::equals).isPresent()) {
                Optional<String> name = role.filter(one.name()::equals).isPresent() ? Optional.of(one.name()) : role;
                return with(userKey, name, Optional.of(one.key()));
            }
        }
        return this;
    }

    /** The same entry with an equal userKey. */
    public StaffEntry of(String sameUserKey) {
        return with(sameUserKey, role, key);
    }

    /** Whether the person has asked for a place and the manager has not decided yet. */
    public boolean isRequest() {
        return reason.filter(StandbyReason.APPROVAL::equals).isPresent();
    }

    private StaffEntry with(String otherUserKey, Optional<String> otherRole, Optional<String> otherKey) {
        return new StaffEntry(
                otherUserKey, response, otherRole, otherKey, respondedAt, version, since, reason, byManager, confirmed);
    }
}
