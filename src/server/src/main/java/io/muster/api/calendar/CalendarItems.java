package io.muster.api.calendar;

import java.util.List;
import java.util.Optional;

import io.muster.api.calendar.CalendarItem.State;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;

/**
 * Entries of calendars, made of events.
 *
 * @param pages origin of the pages, without a slash at its end
 */
record CalendarItems(CalendarText text, String pages) {
    private static final String SHIFTS = "/staff#mine";
    private static final String OFFERS = "/staff#find";

    /** A person's place, or the one that the person stands by for: as staff see the event. */
    CalendarItem place(Event event, StaffEntry entry) {
        boolean isIn = entry.response() == Response.ACCEPT;
        Optional<Role> role = entry.key().flatMap(event::role);
        Described described = new Described(event, text);
        role.ifPresentOrElse(described::role, described::start);
        described.reason();
        if (isIn) {
            described.contact();
        }
        String summary =
                entry.role().map(name -> described.name() + ", " + name).orElseGet(described::name);
        return item(
                event,
                ofStaff(event),
                isOff(event) ? State.CANCELLED : isIn ? State.CONFIRMED : State.TENTATIVE,
                role.map(it -> CalendarTime.of(event, it)).orElseGet(() -> CalendarTime.of(event)),
                isIn ? summary : text.onStandby + summary,
                described.details(),
                SHIFTS);
    }

    /** An event that a person sees and has no place in. */
    CalendarItem offer(Event event) {
        Described described = new Described(event, text).start().reason();
        return item(
                event,
                ofStaff(event),
                isOff(event) ? State.CANCELLED : State.TENTATIVE,
                CalendarTime.of(event),
                described.name(),
                described.details(),
                OFFERS);
    }

    /** What a person had and has no more: no more is said of it than when it would have been. */
    CalendarItem gone(Event event) {
        return gone(event, ofStaff(event), SHIFTS);
    }

    /** An event that a firm has deleted. */
    CalendarItem deleted(Event event) {
        return gone(event, ofFirm(event), "/");
    }

    private CalendarItem gone(Event event, String uid, String page) {
        return new CalendarItem(
                uid,
                event.managerVersion(),
                event.updatedAt(),
                State.CANCELLED,
                CalendarTime.of(event),
                new Described(event, text).name(),
                "",
                Optional.empty(),
                "",
                Optional.of(pages + page));
    }

    /**
     * A firm's event, as its manager sees it.
     *
     * @param roles its figures
     * @param mayCall whether whom to call may be said
     */
    CalendarItem ofFirm(Event event, List<RoleStats> roles, boolean mayCall) {
        Described described = new Described(event, text).roles(roles).start().reason();
        if (mayCall) {
            described.contact();
        }
        return item(
                event,
                ofFirm(event),
                isOff(event)
                        ? State.CANCELLED
                        : event.status() == EventStatus.DRAFT ? State.TENTATIVE : State.CONFIRMED,
                CalendarTime.of(event),
                described.name(),
                described.details(),
                "/#/events/" + event.id().toHexString());
    }

    private CalendarItem item(
            Event event, String uid, State state, CalendarTime time, String summary, Described described, String page) {
        return new CalendarItem(
                uid,
                event.managerVersion(),
                event.updatedAt(),
                state,
                time,
                summary,
                described.place(),
                described.point(),
                described.lines(),
                Optional.of(pages + page));
    }

    private static boolean isOff(Event event) {
        return event.status() == EventStatus.CANCELLED;
    }

    private static String ofStaff(Event event) {
        return event.id().toHexString() + "@muster";
    }

    /** Another one: who manages a firm may work there too, and has both calendars in one program. */
    private static String ofFirm(Event event) {
        return event.id().toHexString() + ".firm@muster";
    }
}
