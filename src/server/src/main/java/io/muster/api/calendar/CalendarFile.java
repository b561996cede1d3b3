package io.muster.api.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.text.ICalWriter;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.property.DateTimeStamp;
import biweekly.property.Geo;
import biweekly.property.Status;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import io.muster.event.Digest;
import io.muster.event.overlap.TimeSpan;
import io.quarkus.runtime.annotations.RegisterResourceBundle;

/**
 * A calendar as it is sent.
 *
 * @param tag the same for the same content, whenever that was changed last
 */
// What the library says of its own errors.
@RegisterResourceBundle(bundleName = "biweekly/messages")
record CalendarFile(byte[] bytes, String tag) {
    private static final String PRODUCT = "-//Muster//Muster//EN";
    private static final String NAME = "Muster";
    private static final Duration ASK_AGAIN = Duration.ofHours(1);

    /** Of these a line has at most 75 bytes: of ASCII, and of characters that have three each, after a blank. */
    private static final int LINE_OF_ASCII = 75;

    private static final int LINE = 24;
    private static final int TAG_BYTES = 16;

    static CalendarFile of(List<CalendarItem> items) {
        String text = text(items);
        String lasting =
                text.lines().filter(line -> !line.startsWith("DTSTAMP:")).collect(Collectors.joining("\n"));
        byte[] digest = Arrays.copyOf(Digest.of(lasting), TAG_BYTES);
        return new CalendarFile(
                text.getBytes(StandardCharsets.UTF_8),
                "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"");
    }

    private static String text(List<CalendarItem> items) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId(PRODUCT);
        calendar.setName(NAME);
        calendar.setRefreshInterval(biweekly.util.Duration.fromMillis(ASK_AGAIN.toMillis()));
        calendar.addExperimentalProperty("X-WR-CALNAME", NAME);
        calendar.addExperimentalProperty("X-PUBLISHED-TTL", ASK_AGAIN.toString());
        Map<ZoneId, TimezoneAssignment> zones = zones(items);
        items.forEach(item -> calendar.addEvent(event(item, calendar, zones)));
        StringWriter text = new StringWriter();
        boolean isAscii = items.stream()
                .allMatch(it -> isAscii(it.summary()) && isAscii(it.location()) && isAscii(it.description()));
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(isAscii ? LINE_OF_ASCII : LINE);
            writer.write(calendar);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static Map<ZoneId, TimezoneAssignment> zones(List<CalendarItem> items) {
        Map<ZoneId, List<Instant>> times = new HashMap<>();
        items.forEach(item -> item.time().span().ifPresent(span -> {
            List<Instant> ofZone = times.computeIfAbsent(item.time().zone(), first -> new ArrayList<>());
            ofZone.add(span.from());
            ofZone.add(span.until());
        }));
        Map<ZoneId, TimezoneAssignment> zones = new HashMap<>();
        times.forEach((zone, ofZone) ->
                zones.put(zone, new TimezoneAssignment(new RulesZone(zone), ZoneParts.of(zone, ofZone))));
        return zones;
    }

    private static VEvent event(CalendarItem item, ICalendar calendar, Map<ZoneId, TimezoneAssignment> zones) {
        VEvent event = new VEvent();
        event.setUid(item.uid());
        event.setDateTimeStamp(new DateTimeStamp(Date.from(item.changedAt())));
        event.setSequence((int) Math.min(item.sequence(), Integer.MAX_VALUE));
        event.setSummary(item.summary());
        event.setStatus(
                switch (item.state()) {
                    case CONFIRMED -> Status.confirmed();
                    case TENTATIVE -> Status.tentative();
                    case CANCELLED -> Status.cancelled();
                });
        event.setTransparency(item.state() != CalendarItem.State.CONFIRMED);
        if (!item.location().isEmpty()) {
            event.setLocation(item.location());
        }
        if (!item.description().isEmpty()) {
            event.setDescription(item.description());
        }
        item.point().ifPresent(point -> event.setGeo(new Geo(point.latitude(), point.longitude())));
        item.address().ifPresent(event::setUrl);
        item.time()
                .span()
                .ifPresentOrElse(
                        span -> time(
                                event,
                                span,
                                calendar,
                                Objects.requireNonNull(zones.get(item.time().zone()))),
                        () -> event.setDateStart(new DateStart(day(item.time().date()))));
        return event;
    }

    private static void time(VEvent event, TimeSpan span, ICalendar calendar, TimezoneAssignment zone) {
        DateStart from = new DateStart(new ICalDate(Date.from(span.from()), true));
        DateEnd until = new DateEnd(new ICalDate(Date.from(span.until()), true));
        calendar.getTimezoneInfo().setTimezone(from, zone);
        calendar.getTimezoneInfo().setTimezone(until, zone);
        event.setDateStart(from);
        event.setDateEnd(until);
    }

    private static ICalDate day(LocalDate date) {
        return new ICalDate(
                new DateTimeComponents(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), 0, 0, 0, false),
                false);
    }
}
