package io.muster.live.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.muster.live.FrameRules;
import io.muster.live.Notice;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;

/** An event's life as the steps that a journal makes, each with the whole event before and after it. */
public final class Life {
    private static final int MAX_IN_LISTS = 50;

    private final List<JournalEntry> lines = new ArrayList<>();
    private final Function<String, Profile> profiles;

    private Life(Function<String, Profile> profiles) {
        this.profiles = profiles;
    }

    /** One step; empty {@code before} where it made the event. */
    public record Moment(Step step, Optional<Event> before, Event after) {

        public List<Notice> toldTo(Caller person) {
            return FrameRules.ofStaff(
                    step,
                    person,
                    before.flatMap(event -> event.currentEntry(person.userKey())),
                    after.currentEntry(person.userKey()));
        }

        public boolean sawBefore(Caller person) {
            return before.filter(event -> event.visibleTo(person)).isPresent();
        }

        public boolean seesAfter(Caller person) {
            return after.visibleTo(person);
        }
    }

    /** @param profiles what is known of people, by userKey */
    public static List<Moment> of(List<JournalEntry> lines, Function<String, Profile> profiles) {
        Life life = new Life(profiles);
        life.lines.addAll(lines);
        return life.moments();
    }

    /** Each request in a batch of its own; all of them must be recorded. */
    public static List<Moment> of(Event made, KeyedCommand... requests) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(made)));
        Event event = made;
        for (KeyedCommand request : requests) {
            Plan plan = Made.plan(event, request);
            if (plan.recordsNothing()) {
                throw new AssertionError("not recorded: " + plan.decisions());
            }
            lines.addAll(plan.entries());
            event = plan.after();
        }
        return of(lines, userKey -> Profile.UNKNOWN);
    }

    /** As {@link #of(Event, Request...)}, the last of the moments. */
    public static Moment last(Event made, KeyedCommand... requests) {
        List<Moment> moments = of(made, requests);
        return moments.get(moments.size() - 1);
    }

    private List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        EventState whole = EventState.begin(lines.get(0));
        LiveEvent live = new LiveEvent(EventState.begin(lines.get(0)));
        moments.add(new Moment(
                step(lines.get(0), Optional.empty(), live, EventStatus.DRAFT, Optional.empty()),
                Optional.empty(),
                whole.event()));
        for (JournalEntry line : lines.subList(1, lines.size())) {
            Event before = whole.event();
            whole.apply(line);
            Event headBefore = live.head();
            EventStatus statusBefore = live.status();
            Optional<StaffEntry> responseBefore = line.userKey().flatMap(live::currentResponse);
            live.next(line);
            moments.add(new Moment(
                    step(line, Optional.of(headBefore), live, statusBefore, responseBefore),
                    Optional.of(before),
                    whole.event()));
        }
        return moments;
    }

    private Step step(
            JournalEntry line,
            Optional<Event> headBefore,
            LiveEvent live,
            EventStatus statusBefore,
            Optional<StaffEntry> responseBefore) {
        return new Step(
                new ResumeToken("82%08X".formatted(line.version())),
                line,
                headBefore,
                live.head(),
                statusBefore,
                responseBefore,
                line.userKey().map(profiles).orElse(Profile.UNKNOWN),
                lists(line, live));
    }

    private Optional<Step.Lists> lists(JournalEntry line, LiveEvent live) {
        boolean few = live.people() <= MAX_IN_LISTS;
        return line.isOfPeopleAlone() && line.place() == line.of() && few
                ? Optional.of(Step.Lists.of(response -> named(live.people(response))))
                : Optional.empty();
    }

    private List<Step.Named> named(Collection<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new Step.Named(entry, profiles.apply(entry.userKey())))
                .toList();
    }
}
