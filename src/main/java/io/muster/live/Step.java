package io.muster.live;

import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import io.muster.event.read.Figures;
import io.muster.event.read.StoredEvent;
import io.muster.identity.Profile;

/**
 * One version of one event, with all that anybody may be told of it: frames are made of a step alone, when it happens and
 * when it is asked for again.
 *
 * @param position its place in the stream; the frame's {@code id}
 * @param line what was recorded
 * @param headBefore the event before it, without its people; empty if this step made it. Of what changes with every response
 *     ({@code version}, {@code updatedAt}, {@code status}) it says what the last manager's change left: see
 *     {@link #statusBefore}
 * @param head the event after it, as {@code headBefore}; the same object where a response left it as it was
 * @param statusBefore the event's status before it
 * @param standingBefore the response of {@link JournalEntry#userKey} before it
 * @param profile what is known of that person
 * @param lists whom the event holds after it, those in and those who declined; only in a response that ends its batch and
 *     while they are few (the contract's section 4: 50)
 */
public record Step(
        StreamPosition position,
        JournalEntry line,
        Optional<Event> headBefore,
        Event head,
        EventStatus statusBefore,
        Optional<StaffEntry> standingBefore,
        Profile profile,
        Optional<Lists> lists) {

    /** Somebody on an event, with what is known of the person. */
    public record Named(StaffEntry entry, Profile profile) {}

    /** Both lists of an event, whole. */
    public record Lists(List<Named> accepted, List<Named> declined) {
        public Lists {
            accepted = List.copyOf(accepted);
            declined = List.copyOf(declined);
        }
    }

    /** The person's response after it, where it is the one concerned. */
    public Optional<StaffEntry> standingAfter() {
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
                List.of(),
                List.of(),
                head.audience(),
                head.barred(),
                line.version(),
                head.managerVersion(),
                head.createdAt(),
                line.at(),
                head.deleted());
        return new StoredEvent(
                event,
                new Figures(
                        line.after().accepted(),
                        line.after().declined(),
                        line.after().roles()));
    }
}
