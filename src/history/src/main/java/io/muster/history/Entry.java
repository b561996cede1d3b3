package io.muster.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of a history. Times are nanoseconds of one monotonic clock of the clients. Absent text is null only in the
 * file.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Called.class, name = "called"),
    @JsonSubTypes.Type(value = Entry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Entry.Heard.class, name = "heard"),
    @JsonSubTypes.Type(value = Entry.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = Entry.Journaled.class, name = "journaled"),
    @JsonSubTypes.Type(value = Entry.Stored.class, name = "stored")
})
public sealed interface Entry {

    /**
     * A response of a person to an event, and its answer.
     *
     * @param response {@code accept}, {@code decline} or {@code confirm}
     * @param key the request's {@code Idempotency-Key}
     * @param status 0 if no complete answer arrived
     * @param code the code of a refusal
     * @param version the event's version in the answer
     * @param recorded the version that recorded the response
     * @param replayed whether the answer says so
     */
    record Called(
            String person,
            String eventId,
            String response,
            Optional<String> role,
            Optional<String> key,
            long start,
            long end,
            int status,
            Optional<String> code,
            Optional<Long> version,
            Optional<Long> recorded,
            boolean replayed)
            implements Entry {

        static final String CONFIRMED = "confirmed";

        /** The codes of refusals with 5xx that say that nothing was recorded. */
        private static final Set<String> NOT_RECORDED = Set.of("OVERLOADED", "DATABASE_UNAVAILABLE");

        @JsonIgnore
        boolean isAccept() {
            return response.equals("accept");
        }

        /** Whether the answer leaves open if the response was recorded; it may come from a proxy. */
        @JsonIgnore
        boolean isUnknown() {
            return status == 0
                    || status >= 500 && code.filter(NOT_RECORDED::contains).isEmpty();
        }

        /** Whether the answer says that this request was recorded just now. */
        @JsonIgnore
        boolean isFirst() {
            return recorded.isPresent() && !replayed;
        }

        /** The latest version in the answer; 0 if there is none. */
        long latestShown() {
            return Math.max(version.orElse(0L), recorded.orElse(0L));
        }

        /** Whether it was refused with this code. */
        public boolean is(String refusal) {
            return code.filter(refusal::equals).isPresent();
        }

        /** The kind of the entry that it leaves in the journal. */
        @JsonIgnore
        String kind() {
            return switch (response) {
                case "accept" -> "accepted";
                case "confirm" -> CONFIRMED;
                default -> "declined";
            };
        }

        @JsonIgnore
        boolean isConfirm() {
            return response.equals("confirm");
        }

        /** Whether both calls would leave the same entry in the journal. */
        @JsonIgnore
        String doing() {
            return person + " " + kind();
        }

        @Override
        public String toString() {
            return doing() + " " + role.orElse("") + " [" + start + ", " + end + "]: " + status + " " + code.orElse("")
                    + recorded.map(at -> "recorded at " + at).orElse("");
        }
    }

    /** A client's socket was opened, for the first time or again. From here on it has to receive everything. */
    record Opened(String client, long at) implements Entry {}

    /**
     * A frame received by a client's socket. The frames of one client are in order of arrival.
     *
     * @param name as the contract has it (docs/api.md#frame-data): {@code event:response}
     * @param fromVersion the first of several versions that it stands for; empty where it stands for one or none
     * @param step whether it stands for a version, or for several
     * @param places the roles' figures, if the frame has them
     */
    record Heard(
            String client,
            long at,
            String name,
            Optional<String> eventId,
            Optional<Long> fromVersion,
            Optional<Long> version,
            boolean step,
            Optional<Integer> acceptedCount,
            Optional<Integer> declinedCount,
            List<Places> places)
            implements Entry {}

    /** A client stayed connected to the end and waited for outstanding frames. */
    record Settled(String client) implements Entry {}

    /**
     * An entry of an event's journal.
     *
     * @param response where the person stands afterwards, {@code accept}, {@code standby} or {@code decline}; empty if it was removed
     * @param places the roles' figures after the entry, if it has them
     * @param since of who is in or on standby afterwards, if the entry says it
     * @param cause of a further entry of a command, the version of the first one
     * @param actor who did it, if the entry says it
     * @param giving to whom free places go from this entry on, if it is known
     * @param renamed of roles that the entry renamed, by the name before it the one after it
     * @param override the codes of the refusals that the manager has set aside
     * @param exclusive of an entry that was decided under a firm's rule that nobody takes two places at the same time, what is to be known
     *     of it
     * @param place its position among the entries that were committed with it, from 1, if it is known
     * @param from the userKey under which the person was known before, if the entry made it another
     */
    record Journaled(
            String eventId,
            long version,
            String kind,
            Optional<String> userKey,
            Optional<String> response,
            Optional<String> role,
            Optional<List<Places>> places,
            Optional<Long> since,
            Optional<Long> cause,
            Optional<String> actor,
            Optional<Giving> giving,
            Map<String, String> renamed,
            Set<String> override,
            Optional<Exclusive> exclusive,
            Optional<Integer> place,
            Optional<String> from)
            implements Entry {

        public Journaled {
            // Absent from histories that were written before there was such a thing.
            renamed = renamed == null ? Map.of() : Map.copyOf(renamed);
            override = override == null ? Set.of() : Set.copyOf(override);
            exclusive = exclusive == null ? Optional.empty() : exclusive;
            place = place == null ? Optional.empty() : place;
            from = from == null ? Optional.empty() : from;
        }

        /** The same entry in this place of its batch. */
        public Journaled inPlace(int place) {
            return new Journaled(
                    eventId,
                    version,
                    kind,
                    userKey,
                    response,
                    role,
                    places,
                    since,
                    cause,
                    actor,
                    giving,
                    renamed,
                    override,
                    exclusive,
                    Optional.of(place),
                    from);
        }

        /**
         * An entry of a firm that does not refuse two places at the same time, which left everybody the own userKey, and of which it is not
         * known what it was committed with.
         */
        public Journaled(
                String eventId,
                long version,
                String kind,
                Optional<String> userKey,
                Optional<String> response,
                Optional<String> role,
                Optional<List<Places>> places,
                Optional<Long> since,
                Optional<Long> cause,
                Optional<String> actor,
                Optional<Giving> giving,
                Map<String, String> renamed,
                Set<String> override) {
            this(
                    eventId,
                    version,
                    kind,
                    userKey,
                    response,
                    role,
                    places,
                    since,
                    cause,
                    actor,
                    giving,
                    renamed,
                    override,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** An entry that renamed no role, and for which no refusal was set aside. */
        public Journaled(
                String eventId,
                long version,
                String kind,
                Optional<String> userKey,
                Optional<String> response,
                Optional<String> role,
                Optional<List<Places>> places,
                Optional<Long> since,
                Optional<Long> cause,
                Optional<String> actor,
                Optional<Giving> giving) {
            this(
                    eventId, version, kind, userKey, response, role, places, since, cause, actor, giving, Map.of(),
                    Set.of());
        }

        /** An entry of which nothing is known about standby. */
        public Journaled(
                String eventId,
                long version,
                String kind,
                Optional<String> userKey,
                Optional<String> response,
                Optional<String> role,
                Optional<List<Places>> places) {
            this(
                    eventId,
                    version,
                    kind,
                    userKey,
                    response,
                    role,
                    places,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * What is to be known of an entry that was decided under a firm's rule that nobody takes two places at the same time.
     *
     * @param at when, in milliseconds of the database's clock
     * @param engaged of each role, the userKeys of those who had a place elsewhere that came too near, as far as the facts go that the entry
     *     was decided with; empty if that is not known
     * @param shift of an entry that gives a place, what the place takes up
     */
    record Exclusive(long at, Optional<Map<String, Set<String>>> engaged, Optional<Shift> shift) {
        boolean isEngaged(String userKey, String role) {
            return engaged.stream()
                    .flatMap(roles -> roles.entrySet().stream())
                    .filter(each -> Replayed.key(each.getKey()).equals(Replayed.key(role)))
                    .anyMatch(each -> each.getValue().contains(userKey));
        }
    }

    /**
     * What a place takes up, in milliseconds since 1970.
     *
     * @param rest how long has to be between it and another one, in milliseconds
     */
    record Shift(long from, long until, long rest) {
        boolean comesNear(Shift other) {
            return from < other.until + rest && other.from < until + rest;
        }
    }

    /** An event in its final state. */
    record Stored(
            String eventId,
            long version,
            String status,
            List<Seat> accepted,
            List<Seat> standby,
            List<Seat> declined,
            int acceptedCount,
            int standbyCount,
            int declinedCount,
            List<Places> places,
            Giving giving)
            implements Entry {

        /** An event that nobody is on standby for. */
        public Stored(
                String eventId,
                long version,
                String status,
                List<Seat> accepted,
                List<Seat> declined,
                int acceptedCount,
                int declinedCount,
                List<Places> places) {
            this(
                    eventId,
                    version,
                    status,
                    accepted,
                    List.of(),
                    declined,
                    acceptedCount,
                    0,
                    declinedCount,
                    places,
                    Giving.NOTHING);
        }
    }

    /**
     * To whom places go that become free.
     *
     * @param roles the roles whose free places go to those who wait for them; none while nobody is promoted
     * @param barred the userKeys of those who are passed over
     * @param qualified of each role that requires something, the userKeys of those who have it, as far as the facts go that the entry was
     *     decided with
     */
    record Giving(List<String> roles, List<String> barred, Map<String, Set<String>> qualified) {
        static final Giving NOTHING = new Giving(List.of(), List.of());

        public Giving {
            // Absent from histories that were written before a role could require something.
            qualified = qualified == null ? Map.of() : Map.copyOf(qualified);
        }

        /** Of roles that require nothing. */
        public Giving(List<String> roles, List<String> barred) {
            this(roles, barred, Map.of());
        }

        boolean isQualified(String userKey, String role) {
            return qualified.entrySet().stream()
                    .filter(each -> Replayed.key(each.getKey()).equals(Replayed.key(role)))
                    .allMatch(each -> each.getValue().contains(userKey));
        }
    }

    /**
     * A response as stored in an event.
     *
     * @param since the version at which the person came in or on standby; of a decline the own one
     */
    record Seat(String userKey, Optional<String> role, long version, long since) {

        /** Of a person who came in or declined at once. */
        public Seat(String userKey, Optional<String> role, long version) {
            this(userKey, role, version, version);
        }
    }

    /** A role's figures. */
    record Places(String role, int capacity, int taken) {}
}
