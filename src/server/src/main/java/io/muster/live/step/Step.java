package io.muster.live.step;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Profile;
import io.muster.store.read.Figures;
import io.muster.store.read.StoredEvent;

/**
 * One version of one event, with everything a frame about it may contain. Frames are made of a step alone, when it happens and
 * when it is replayed.
 *
 * @param position its place in the stream; the frame's {@code id}
 * @param line what was recorded
 * @param headBefore the event before it, without its people; empty if this step made it. Of what changes with every response
 *     ({@code version}, {@code updatedAt}, {@code status}) it says what the last manager's change left: see
 *     {@link #statusBefore}
 * @param head the event after it, as {@code headBefore}; the same object where a response left it as it was
 * @param statusBefore the event's status before it
 * @param responseBefore the response of {@link JournalEntry#userKey} before it
 * @param profile what is known of that person
 * @param lists whom the event holds after it, those in and those who declined; only in a response that ends its batch and
 *     while they are few (at most 50, docs/api.md#frame-people)
 */
public record Step(
        ResumeToken position,
        JournalEntry line,
        Optional<Event> headBefore,
        Event head,
        EventStatus statusBefore,
        Optional<StaffEntry> responseBefore,
        Profile profile,
        Optional<Lists> lists) {

    /** Somebody on an event, with what is known of the person. */
    public record Named(StaffEntry entry, Profile profile) {}

    /** The lists of an event, whole. */
    public record Lists(Map<Response, List<Named>> people) {
        public Lists {
            people = Map.copyOf(people);
        }

        public static Lists of(Function<Response, List<Named>> list) {
            Map<Response, List<Named>> people = new EnumMap<>(Response.class);
            for (Response response : Response.values()) {
                people.put(response, list.apply(response));
            }
            return new Lists(people);
        }

        public List<Named> list(Response response) {
            return people.getOrDefault(response, List.of());
        }

        /** How many entries there are in all lists together. */
        public int size() {
            return people.values().stream().mapToInt(List::size).sum();
        }
    }

    /** The person's response after it, where it is the one concerned. */
    public Optional<StaffEntry> responseAfter() {
        return line.entry();
    }

    /** The event after it, without its people but with the figures. */
    public StoredEvent after() {
        Event event = new Event(
                head.id(),
                head.managerId(),
                line.after().status(),
                head.fields(),
                head.roles(),
                Roster.EMPTY,
                head.audience(),
                head.barred(),
                line.version(),
                head.managerVersion(),
                head.createdAt(),
                line.at(),
                head.deleted(),
                head.terms());
        return new StoredEvent(
                event,
                new Figures(
                        line.after().people(),
                        line.after().roles(),
                        line.after().unconfirmed()));
    }
}
