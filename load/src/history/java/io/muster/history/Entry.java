package io.muster.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of a history. Moments are nanoseconds of one clock that never goes back, the clients' own; text that may be
 * absent is null in the file alone.
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
     * A person responded to an event, and this came of it.
     *
     * @param response {@code accept} or {@code decline}
     * @param key the request's {@code Idempotency-Key}
     * @param status 0 if no whole answer came
     * @param code the stable word of a refusal
     * @param version the event's, as the answer shows it
     * @param recorded the version that recorded the response
     * @param replayed whether the answer is a recorded one, given again
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

        /** Of the service's refusals with 5xx, those that say so. */
        private static final Set<String> NOT_RECORDED = Set.of("OVERLOADED", "DATABASE_UNAVAILABLE");

        @JsonIgnore
        boolean isAccept() {
            return response.equals("accept");
        }

        /** Whether nobody can tell from the answer if the response was recorded: it may be somebody's on the way. */
        @JsonIgnore
        boolean isUnknown() {
            return status == 0
                    || status >= 500 && code.filter(NOT_RECORDED::contains).isEmpty();
        }

        /** Whether the answer says that this very request was recorded just now. */
        @JsonIgnore
        boolean isFirst() {
            return recorded.isPresent() && !replayed;
        }

        /** The latest version that the answer tells of; 0 if of none. */
        long latestShown() {
            return Math.max(version.orElse(0L), recorded.orElse(0L));
        }

        boolean is(String refusal) {
            return code.filter(refusal::equals).isPresent();
        }

        /** Two calls of one doing cannot be told apart in the journal. */
        @JsonIgnore
        String doing() {
            return person + (isAccept() ? " accepted" : " declined");
        }

        @Override
        public String toString() {
            return doing() + " " + role.orElse("") + " [" + start + ", " + end + "]: " + status + " " + code.orElse("")
                    + recorded.map(at -> "recorded at " + at).orElse("");
        }
    }

    /** A client's socket was let in, for the first time or again. From here on it hears of everything. */
    record Opened(String client, long at) implements Entry {}

    /**
     * A frame that came in on a client's socket. Those of one client are in the order in which they came.
     *
     * @param name as the contract has it: {@code event:response}
     * @param step whether it stands for a version
     * @param places the roles' figures, where it says them
     */
    record Heard(
            String client,
            long at,
            String name,
            Optional<String> eventId,
            Optional<Long> version,
            boolean step,
            Optional<Integer> acceptedCount,
            Optional<Integer> declinedCount,
            List<Places> places)
            implements Entry {}

    /** A client was connected to the end, and waited for what was still to come. */
    record Settled(String client) implements Entry {}

    /**
     * A line of an event's journal.
     *
     * @param response the person's from now on, {@code accept} or {@code decline}; none where it was taken from the event
     * @param places the roles' figures after the line, where it says them
     */
    record Journaled(
            String eventId,
            long version,
            String kind,
            Optional<String> userKey,
            Optional<String> response,
            Optional<String> role,
            Optional<List<Places>> places)
            implements Entry {}

    /** An event as it was in the end. */
    record Stored(
            String eventId,
            long version,
            String status,
            List<Seat> accepted,
            List<Seat> declined,
            int acceptedCount,
            int declinedCount,
            List<Places> places)
            implements Entry {}

    /** A response as an event holds it. */
    record Seat(String userKey, Optional<String> role, long version) {}

    /** A role's figures. */
    record Places(String role, int capacity, int taken) {}
}
