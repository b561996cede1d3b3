package io.muster.api.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.property.RecurrenceDates;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import biweekly.util.UtcOffset;

/**
 * Describes zones in a calendar, by the rules that this Java has: the changes of the clock before and after each of the times that occur, so that
 * every program comes to the same instants, and a far year costs no more than a near one.
 */
final class ZoneParts {
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1970, 1, 1, 0, 0);

    private ZoneParts() {}

    /** @param times that occur in the calendar, at least one */
    static VTimezone of(ZoneId zone, Collection<Instant> times) {
        ZoneRules rules = zone.getRules();
        VTimezone part = new VTimezone(zone.getId());
        NavigableMap<Instant, ZoneOffsetTransition> changes = new TreeMap<>();
        times.stream()
                .flatMap(time -> Stream.of(
                        // That of the very moment too.
                        rules.previousTransition(time.plusNanos(1)), rules.nextTransition(time)))
                .flatMap(Stream::ofNullable)
                .forEach(change -> changes.put(change.getInstant(), change));
        add(part, false, ALWAYS, base(rules, times, changes), base(rules, times, changes));
        changes.values()
                .forEach(change -> add(
                        part,
                        rules.isDaylightSavings(change.getInstant()),
                        change.getDateTimeBefore(),
                        change.getOffsetBefore(),
                        change.getOffsetAfter()));
        return part;
    }

    /** What is so before the first change: for programs that know a zone by its standard time. */
    private static ZoneOffset base(
            ZoneRules rules, Collection<Instant> times, NavigableMap<Instant, ZoneOffsetTransition> changes) {
        Instant first = times.stream().min(Instant::compareTo).orElseThrow();
        return changes.isEmpty() || changes.firstKey().isAfter(first)
                ? rules.getOffset(first)
                : rules.getStandardOffset(first);
    }

    private static void add(
            VTimezone part, boolean isDaylight, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
        if (isDaylight) {
            DaylightSavingsTime daylight = new DaylightSavingsTime();
            fill(daylight, from, before, after);
            part.addDaylightSavingsTime(daylight);
        } else {
            StandardTime standard = new StandardTime();
            fill(standard, from, before, after);
            part.addStandardTime(standard);
        }
    }

    private static void fill(Observance observance, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
        DateTimeComponents at = new DateTimeComponents(
                from.getYear(),
                from.getMonthValue(),
                from.getDayOfMonth(),
                from.getHour(),
                from.getMinute(),
                from.getSecond(),
                false);
        observance.setDateStart(at);
        // Some programs, ical4j for one, do not take the start for a change unless it is said twice.
        RecurrenceDates again = new RecurrenceDates();
        again.getDates().add(new ICalDate(at, true));
        observance.addRecurrenceDates(again);
        observance.setTimezoneOffsetFrom(offset(before));
        observance.setTimezoneOffsetTo(offset(after));
    }

    private static UtcOffset offset(ZoneOffset offset) {
        return new UtcOffset(offset.getTotalSeconds() * 1_000L);
    }
}
