package io.muster.api.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.muster.event.Zones;

/** Dates, times and zones in the forms the contract accepts (docs/api.md#event-times). Empty for any other form. */
final class Times {
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})([T ].*)?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})( ?[AP]M)?");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final int NOON = 12;

    private Times() {}

    /** {@code YYYY-MM-DD}, or the date part of an ISO date-time, as written. */
    static Optional<LocalDate> date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            if (matcher.group(2) != null) {
                DateTimeFormatter.ISO_DATE_TIME.parse(text.replace(' ', 'T'));
            }
            return Optional.of(LocalDate.parse(matcher.group(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code H:mm}, {@code HH:mm} or {@code h:mm AM}. */
    static Optional<LocalTime> time(String text) {
        Matcher matcher = TIME.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(matcher.group(1));
        int minute = Integer.parseInt(matcher.group(2));
        String half = matcher.group(3);
        if (half != null) {
            if (hour < 1 || hour > NOON) {
                return Optional.empty();
            }
            hour = hour % NOON + (half.endsWith("PM") ? NOON : 0);
        }
        try {
            return Optional.of(LocalTime.of(hour, minute));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** RFC 3339 with an offset, cut to the millisecond. */
    static Optional<Instant> instant(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!INSTANT.matcher(upper).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(upper).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A zone by its IANA name; an offset is refused. */
    static Optional<ZoneId> zone(String text) {
        return Zones.isName(text) ? Optional.of(Zones.of(text)) : Optional.empty();
    }
}
