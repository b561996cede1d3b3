package io.muster.api.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.muster.event.Zones;
import io.muster.event.overlap.TimeSpan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent, as others read it. */
class CalendarFileTest {
    private static final Readers READERS = new Readers();
    private static final int LONGEST_LINE = 75;
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final Instant CHANGED = Instant.parse("2026-12-01T08:00:00Z");

    private static final Set<String> NAMES = Set.of(
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "NAME",
            "REFRESH-INTERVAL",
            "X-WR-CALNAME",
            "X-PUBLISHED-TTL",
            "TZID",
            "DTSTART",
            "RDATE",
            "DTEND",
            "DTSTAMP",
            "TZOFFSETFROM",
            "TZOFFSETTO",
            "UID",
            "SEQUENCE",
            "SUMMARY",
            "STATUS",
            "TRANSP",
            "LOCATION",
            "DESCRIPTION",
            "GEO",
            "URL");

    private static CalendarItem item(CalendarTime time, String summary, String description, Instant changedAt) {
        return new CalendarItem(
                "1@muster",
                7,
                changedAt,
                CalendarItem.State.CONFIRMED,
                time,
                summary,
                summary,
                Optional.of(new CalendarItem.Point(39.74, -104.99)),
                description,
                Optional.of("https://muster.example.org/staff#mine"));
    }

    private static CalendarTime at(ZoneId zone, Instant from) {
        return new CalendarTime(
                LocalDate.ofInstant(from, zone), zone, Optional.of(new TimeSpan(from, from.plus(Duration.ofHours(5)))));
    }

    private static CalendarItem item(String summary, String description) {
        return item(at(DENVER, Instant.parse("2026-12-24T22:00:00Z")), summary, description, CHANGED);
    }

    private static String text(CalendarItem... items) {
        return new String(CalendarFile.of(List.of(items)).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bothReadWhatIsMeant() {
        String text = text(item("Gala; night, at 8\\9", "One\nTwo: \"three\""));

        assertThat(READERS.read(text))
                .containsExactly(new ReadEntry(
                        "1@muster",
                        7,
                        "CONFIRMED",
                        "2026-12-24T22:00:00Z",
                        "2026-12-25T03:00:00Z",
                        "Gala; night, at 8\\9",
                        "Gala; night, at 8\\9",
                        "One\nTwo: \"three\"",
                        "https://muster.example.org/staff#mine"));
        assertThat(text)
                .contains(
                        "DTSTART;TZID=America/Denver:20261224T150000\r\n", "BEGIN:VTIMEZONE\r\n", "GEO:39.74;-104.99");
    }

    @Test
    void withoutTimesItIsOfADay() {
        CalendarTime day = new CalendarTime(LocalDate.of(2026, 12, 24), DENVER, Optional.empty());

        String text = text(item(day, "Gala", "", CHANGED));

        ReadEntry read = READERS.read(text).get(0);
        assertThat(read.from()).isEqualTo("2026-12-24");
        assertThat(read.until()).isNull();
        assertThat(text).contains("DTSTART;VALUE=DATE:20261224").doesNotContain("VTIMEZONE");
    }

    @Test
    void theTagIsThatOfTheContent() {
        CalendarTime time = at(DENVER, CHANGED);
        String tag = CalendarFile.of(List.of(item(time, "Gala", "DTSTAMP:x", CHANGED)))
                .tag();

        assertThat(CalendarFile.of(List.of(item(time, "Gala", "DTSTAMP:x", CHANGED.plusSeconds(9))))
                        .tag())
                .isEqualTo(tag);
        assertThat(CalendarFile.of(List.of(item(time, "Gala", "DTSTAMP:y", CHANGED)))
                        .tag())
                .isNotEqualTo(tag);
    }

    @Test
    void anEmptyCalendarIsOne() {
        assertThat(READERS.read(text())).isEmpty();
    }

    /** The rules of this Java are those that are read, in each zone, around each change of the clock and years ahead. */
    @Test
    void timesAreTheSameInEveryZone() {
        Random random = new Random(5);
        for (String name : ZoneId.getAvailableZoneIds()) {
            // One of the readers brings zones of its own into this Java.
            if (!Zones.isName(name) || name.startsWith("ical4j")) {
                continue;
            }
            ZoneId zone = ZoneId.of(name);
            List<CalendarItem> items = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Instant from = Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(20 * 8_760)));
                items.add(item(at(zone, from), "x", "", CHANGED));
                expected.add(from.toString());
            }
            String text = new String(CalendarFile.of(items).bytes(), StandardCharsets.UTF_8);
            assertThat(READERS.read(text).stream().map(ReadEntry::from).toList())
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\r\n",
                "\r",
                "\n",
                "\u2028",
                "\u2029",
                "\u0085",
                "\u000b",
                "\f",
                "\0",
                "\t",
                "\u001b[2J",
                "\u007f",
                "\\n",
                "\\",
                ",",
                ";",
                ":",
                "\"",
                "^n",
                "BEGIN:VEVENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "ATTACH:file:///etc/passwd",
                "\r\n ",
                "\n\t",
                "😀",
                "e\u0301",
                "日本",
                "\ud83d",
                "\ude00",
                " ",
                "=",
                "\u202e",
                "%0d%0a");
        Arbitrary<String> words = Arbitraries.strings().ofMaxLength(90);
        return Arbitraries.oneOf(pieces, words).list().ofMaxSize(20).map(parts -> String.join("", parts));
    }

    /** Whatever somebody writes in a field, it stays in its field. */
    @Property(tries = 400)
    void noTextMakesALineOfItsOwn(@ForAll("texts") String summary, @ForAll("texts") String description) {
        byte[] bytes = CalendarFile.of(List.of(item(summary, description))).bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);

        assertThat(text).endsWith("\r\n");
        for (String line : text.substring(0, text.length() - 2).split("\r\n", -1)) {
            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LONGEST_LINE);
            assertThat(line.chars().noneMatch(it -> Character.isISOControl(it) || it == 0x2028 || it == 0x2029))
                    .as(line)
                    .isTrue();
        }
        String unfolded = text.replace("\r\n ", "");
        for (String line : unfolded.split("\r\n")) {
            assertThat(NAMES).contains(line.split("[:;]", 2)[0]);
        }
        assertThat(unfolded.split("\r\nBEGIN:VEVENT\r\n", -1)).hasSize(2);
        ReadEntry read = READERS.byIcalJs(text).get(0);
        assertThat(read.summary()).isEqualTo(PlainText.line(summary));
        assertThat(Optional.ofNullable(read.description()).orElse(""))
                .isEqualTo(PlainText.of(description).strip());
        ReadEntry byIcal4j = Readers.byIcal4j(text).get(0);
        // It takes an escaped backslash before an escaped end of a line for something else.
        if (!(summary + description).contains("\\")) {
            assertThat(byIcal4j).isEqualTo(read);
        }
    }
}
