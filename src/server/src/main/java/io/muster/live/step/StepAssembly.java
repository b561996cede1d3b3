package io.muster.live.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.identity.Profile;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Journal entries that arrived together and become steps, with what had to be read for that. The cached events advance
 * only in {@link #steps}, so that until then they are in the state after the previous delivery.
 */
public final class StepAssembly {
    /** A frame carries both lists while they have at most so many entries together (the contract, docs/api.md#frame-people). */
    private static final int MOST_LISTED = 50;

    private static final Logger LOG = Logger.getLogger(StepAssembly.class);

    private final LiveEvents events;
    private final List<StreamedInsert> lines;
    private final Map<ObjectId, LiveEvent> read;
    private final Map<ObjectId, Throwable> unreadable;
    private final Map<ObjectId, String> owners;
    private final Map<String, Map<String, Profile>> people;
    private final Map<ObjectId, Gap> gaps = new LinkedHashMap<>();

    /**
     * @param read events that were not followed up to the line before the first of theirs, as they were read
     * @param unreadable why others could not be read
     * @param owners whose events are whose lines do not say so
     * @param people what each firm knows of people, by firm and userKey
     */
    public StepAssembly(
            LiveEvents events,
            List<StreamedInsert> lines,
            Map<ObjectId, LiveEvent> read,
            Map<ObjectId, Throwable> unreadable,
            Map<ObjectId, String> owners,
            Map<String, Map<String, Profile>> people) {
        this.events = events;
        this.lines = lines;
        this.read = read;
        this.unreadable = unreadable;
        this.owners = owners;
        this.people = people;
    }

    /** The last of an event's lines of which nothing can be told. */
    public record Gap(ResumeToken position, ObjectId eventId, String managerId) {}

    /** Whether a step of this line carries the lists. */
    static boolean hasLists(JournalEntry line) {
        return line.isOfPeopleAlone()
                && line.place() == line.of()
                && line.after().people().total() <= MOST_LISTED;
    }

    /** Applies the entries to the events and makes the steps. To be called once. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(lines.size());
        for (StreamedInsert recorded : lines) {
            if (recorded instanceof JournalInsert line && !events.isBroken(line.eventId())) {
                step(line).ifPresent(steps::add);
            } else {
                missing(recorded);
            }
        }
        forgetUntold(steps);
        return steps;
    }

    /** Of each event of which {@link #steps} could not make all steps, the last that is missing. */
    public Collection<Gap> gaps() {
        return gaps.values();
    }

    /** Events whose steps were not sent are not cached. */
    private void forgetUntold(List<Step> steps) {
        Set<ObjectId> untold = new HashSet<>(read.keySet());
        steps.forEach(step -> untold.remove(step.line().eventId()));
        untold.forEach(events::forget);
    }

    private Optional<Step> step(JournalInsert line) {
        Optional<LiveEvent> known = known(line);
        if (known.filter(event -> event.version() >= line.entry().version()).isPresent()) {
            if (known.get().loadedAt() >= line.entry().version()) {
                gap(line);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(known.map(event -> next(event, line)).orElseGet(() -> first(line)));
        } catch (RuntimeException broken) {
            missing(line, broken);
            return Optional.empty();
        }
    }

    /** The event as it is followed, or as it was read where it was not followed up to the line before. */
    private Optional<LiveEvent> known(JournalInsert line) {
        long before = line.entry().version() - 1;
        Optional<LiveEvent> followed = events.of(line.eventId());
        Optional<LiveEvent> fresh = Optional.ofNullable(read.get(line.eventId()));
        if (followed.filter(event -> event.version() >= before && !event.isStale())
                        .isPresent()
                || fresh.isEmpty()) {
            return followed;
        }
        events.put(line.eventId(), fresh.get());
        return fresh;
    }

    private Step first(JournalInsert line) {
        LiveEvent event = new LiveEvent(EventState.begin(line.entry()));
        events.put(line.eventId(), event);
        JournalEntry entry = event.sharing(line.entry());
        return step(line.position(), entry, Optional.empty(), event, event.status(), Optional.empty());
    }

    private Step next(LiveEvent event, JournalInsert line) {
        Event before = event.head();
        EventStatus status = event.status();
        Optional<StaffEntry> response = line.entry().userKey().flatMap(event::currentResponse);
        JournalEntry entry = event.sharing(line.entry());
        event.next(entry);
        return step(line.position(), entry, Optional.of(before), event, status, response);
    }

    private Step step(
            ResumeToken position,
            JournalEntry entry,
            Optional<Event> before,
            LiveEvent event,
            EventStatus statusBefore,
            Optional<StaffEntry> responseBefore) {
        return new Step(
                position,
                entry,
                before,
                event.head(),
                statusBefore,
                responseBefore,
                entry.userKey()
                        .map(userKey -> profile(entry.managerId(), userKey))
                        .orElse(Profile.UNKNOWN),
                hasLists(entry)
                        ? Optional.of(Step.Lists.of(response -> named(entry.managerId(), event.people(response))))
                        : Optional.empty());
    }

    private List<Step.Named> named(String managerId, Collection<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new Step.Named(entry, profile(managerId, entry.userKey())))
                .toList();
    }

    private Profile profile(String managerId, String userKey) {
        return people.getOrDefault(managerId, Map.of()).getOrDefault(userKey, Profile.UNKNOWN);
    }

    private void missing(StreamedInsert line) {
        gap(line);
        if (line instanceof UnreadableInsert) {
            report(line.eventId(), "a line that is not understood");
            events.forget(line.eventId());
        }
    }

    /**
     * An entry that is not the event's next version is skipped. The event is read again at the next entry, unless that read has
     * just failed.
     */
    private void missing(JournalInsert line, RuntimeException broken) {
        gap(line);
        Throwable cause = unreadable.get(line.eventId());
        report(line.eventId(), (cause == null ? broken : cause).getClass().getSimpleName());
        if (cause == null) {
            events.forget(line.eventId());
        } else {
            events.breakOff(line.eventId());
        }
    }

    private void gap(StreamedInsert line) {
        ObjectId eventId = line.eventId();
        events.of(eventId)
                .map(event -> event.head().managerId())
                .or(line::managerId)
                .or(() -> Optional.ofNullable(owners.get(eventId)))
                .ifPresentOrElse(
                        managerId -> gaps.put(eventId, new Gap(line.position(), eventId, managerId)),
                        () -> report(eventId, "a line of nobody's"));
    }

    private void report(ObjectId eventId, String cause) {
        if (events.isToBeNamed(eventId)) {
            LOG.errorf("event=stream outcome=event_broken eventId=%s cause=%s", eventId, cause);
        }
    }
}
