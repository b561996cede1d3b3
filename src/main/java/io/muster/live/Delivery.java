package io.muster.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.audit.Replay;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import io.muster.identity.Profile;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Lines that came together, on their way to becoming steps, with what had to be read for that. Events go on in {@link #steps}
 * and not before, so that whoever looks at them meanwhile finds them where the last delivery left them.
 */
final class Delivery {
    /** A frame carries both lists while they have at most so many entries together (the contract's section 4). */
    private static final int MOST_LISTED = 50;

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final LiveEvents events;
    private final List<Recorded> lines;
    private final Map<ObjectId, LiveEvent> read;
    private final Map<ObjectId, Throwable> unreadable;
    private final Map<String, Profile> people;
    private final Map<ObjectId, Recorded> gaps = new LinkedHashMap<>();

    Delivery(
            LiveEvents events,
            List<Recorded> lines,
            Map<ObjectId, LiveEvent> read,
            Map<ObjectId, Throwable> unreadable,
            Map<String, Profile> people) {
        this.events = events;
        this.lines = lines;
        this.read = read;
        this.unreadable = unreadable;
        this.people = people;
    }

    /** Whether a step of this line carries the lists. */
    static boolean hasLists(JournalEntry line) {
        return line.kind().isResponse()
                && line.place() == line.of()
                && line.after().accepted() + line.after().declined() <= MOST_LISTED;
    }

    /** Takes the events through the lines. To be called once. */
    List<Step> steps() {
        read.forEach(events::put);
        List<Step> steps = new ArrayList<>(lines.size());
        for (Recorded line : lines) {
            if (line instanceof Line readable && !events.isBroken(line.eventId())) {
                step(readable).ifPresent(steps::add);
            } else {
                missing(line);
            }
        }
        return steps;
    }

    /** The last line of each event of which {@link #steps} could not make one. */
    Collection<Recorded> gaps() {
        return gaps.values();
    }

    private Optional<Step> step(Line line) {
        Optional<LiveEvent> known = events.of(line.eventId());
        if (known.filter(event -> event.version() >= line.entry().version()).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(known.map(event -> next(event, line)).orElseGet(() -> first(line)));
        } catch (RuntimeException broken) {
            missing(line, Optional.ofNullable(unreadable.get(line.eventId())).orElse(broken));
            return Optional.empty();
        }
    }

    private Step first(Line line) {
        LiveEvent event = new LiveEvent(Replay.begin(line.entry()));
        events.put(line.eventId(), event);
        return step(line, Optional.empty(), event, event.status(), Optional.empty());
    }

    private Step next(LiveEvent event, Line line) {
        Event before = event.head();
        EventStatus status = event.status();
        Optional<StaffEntry> standing = line.entry().userKey().flatMap(event::standing);
        event.next(line.entry());
        return step(line, Optional.of(before), event, status, standing);
    }

    private Step step(
            Line line,
            Optional<Event> before,
            LiveEvent event,
            EventStatus statusBefore,
            Optional<StaffEntry> standingBefore) {
        return new Step(
                line.position(),
                line.entry(),
                before,
                event.head(),
                statusBefore,
                standingBefore,
                line.entry().userKey().map(this::profile).orElse(Profile.UNKNOWN),
                hasLists(line.entry())
                        ? Optional.of(new Step.Lists(named(event.accepted()), named(event.declined())))
                        : Optional.empty());
    }

    private List<Step.Named> named(Collection<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new Step.Named(entry, profile(entry.userKey())))
                .toList();
    }

    private Profile profile(String userKey) {
        return people.getOrDefault(userKey, Profile.UNKNOWN);
    }

    private void missing(Recorded line) {
        if (line instanceof Unreadable) {
            report(line, "a line that is not understood");
        }
        gaps.put(line.eventId(), line);
    }

    private void missing(Recorded line, Throwable cause) {
        report(line, cause.getClass().getSimpleName());
        gaps.put(line.eventId(), line);
    }

    private void report(Recorded line, String cause) {
        if (events.breakOff(line.eventId())) {
            LOG.errorf("event=stream outcome=event_broken eventId=%s cause=%s", line.eventId(), cause);
        }
    }
}
