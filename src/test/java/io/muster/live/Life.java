package io.muster.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.muster.audit.Replay;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.Made;
import io.muster.event.Plan;
import io.muster.event.Request;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.identity.Profile;

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
            return Sight.ofStaff(
                    step,
                    person,
                    before.flatMap(event -> event.standing(person.userKey())),
                    after.standing(person.userKey()));
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
    public static List<Moment> of(Event made, Request... requests) {
        List<JournalEntry> lines = new ArrayList<>(List.of(Made.firstLine(made)));
        Event event = made;
        for (Request request : requests) {
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
    public static Moment last(Event made, Request... requests) {
        List<Moment> moments = of(made, requests);
        return moments.get(moments.size() - 1);
    }

    private List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        Replay whole = Replay.begin(lines.get(0));
        LiveEvent live = new LiveEvent(Replay.begin(lines.get(0)));
        moments.add(new Moment(
                step(lines.get(0), Optional.empty(), live, EventStatus.DRAFT, Optional.empty()),
                Optional.empty(),
                whole.event()));
        for (JournalEntry line : lines.subList(1, lines.size())) {
            Event before = whole.event();
            whole.next(line);
            Event headBefore = live.head();
            EventStatus statusBefore = live.status();
            Optional<StaffEntry> standingBefore = line.userKey().flatMap(live::standing);
            live.next(line);
            moments.add(new Moment(
                    step(line, Optional.of(headBefore), live, statusBefore, standingBefore),
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
            Optional<StaffEntry> standingBefore) {
        return new Step(
                new StreamPosition("82%08X".formatted(line.version())),
                line,
                headBefore,
                live.head(),
                statusBefore,
                standingBefore,
                line.userKey().map(profiles).orElse(Profile.UNKNOWN),
                lists(line, live));
    }

    private Optional<Step.Lists> lists(JournalEntry line, LiveEvent live) {
        boolean few = live.accepted().size() + live.declined().size() <= MAX_IN_LISTS;
        return line.kind().isResponse() && line.place() == line.of() && few
                ? Optional.of(new Step.Lists(named(live.accepted()), named(live.declined())))
                : Optional.empty();
    }

    private List<Step.Named> named(Collection<StaffEntry> entries) {
        return entries.stream()
                .map(entry -> new Step.Named(entry, profiles.apply(entry.userKey())))
                .toList();
    }
}
