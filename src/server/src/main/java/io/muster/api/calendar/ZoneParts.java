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
import biweekly.util.DateTimeComponents;
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
        Instant first = times.stream().min(Instant::compareTo).orElseThrow();
        if (changes.isEmpty() || changes.firstKey().isAfter(first)) {
            ZoneOffset offset = rules.getOffset(first);
            add(part, rules.isDaylightSavings(first), ALWAYS, offset, offset);
        }
        changes.values()
                .forEach(change -> add(
                        part,
                        rules.isDaylightSavings(change.getInstant()),
                        change.getDateTimeBefore(),
                        change.getOffsetBefore(),
                        change.getOffsetAfter()));
        return part;
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
        observance.setDateStart(new DateTimeComponents(
                from.getYear(),
                from.getMonthValue(),
                from.getDayOfMonth(),
                from.getHour(),
                from.getMinute(),
                from.getSecond(),
                false));
        observance.setTimezoneOffsetFrom(offset(before));
        observance.setTimezoneOffsetTo(offset(after));
    }

    private static UtcOffset offset(ZoneOffset offset) {
        return new UtcOffset(offset.getTotalSeconds() * 1_000L);
    }
}
