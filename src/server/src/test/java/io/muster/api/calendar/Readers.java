package io.muster.api.calendar;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.property.DateProperty;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Two programs of other people that read calendars: ical4j, and ical.js, which Thunderbird reads them with. */
final class Readers implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/js/reader/read.js").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Context context = Context.newBuilder("js")
            .allowExperimentalOptions(true)
            .allowIO(IOAccess.ALL)
            .option("js.esm-eval-returns-exports", "true")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private final Value icalJs;

    Readers() {
        try {
            Source source = Source.newBuilder("js", SCRIPT.toFile())
                    .mimeType("application/javascript+module")
                    .build();
            this.icalJs = context.eval(source).getMember("read");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What both read, which is the same. */
    List<ReadEntry> read(String text) {
        List<ReadEntry> entries = byIcalJs(text);
        assertThat(byIcal4j(text)).isEqualTo(entries);
        return entries;
    }

    List<ReadEntry> byIcalJs(String text) {
        try {
            return JSON.readValue(icalJs.execute(text).asString(), new TypeReference<>() {});
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(notJson);
        }
    }

    static List<ReadEntry> byIcal4j(String text) {
        try {
            return new CalendarBuilder()
                    .build(new StringReader(text)).getComponents(Component.VEVENT).stream()
                            .map(Readers::entry)
                            .toList();
        } catch (IOException | ParserException unreadable) {
            throw new AssertionError(text, unreadable);
        }
    }

    private static ReadEntry entry(Component event) {
        return new ReadEntry(
                sure(said(event, Property.UID)),
                Integer.parseInt(sure(said(event, Property.SEQUENCE))),
                sure(said(event, Property.STATUS)),
                sure(moment(event, Property.DTSTART)),
                moment(event, Property.DTEND),
                sure(said(event, Property.SUMMARY)),
                said(event, Property.LOCATION),
                said(event, Property.DESCRIPTION),
                said(event, Property.URL));
    }

    /** What every entry has to have. */
    private static String sure(@Nullable String said) {
        return Objects.requireNonNull(said);
    }

    private static @Nullable String said(Component event, String name) {
        return event.getProperty(name).map(Property::getValue).orElse(null);
    }

    private static @Nullable String moment(Component event, String name) {
        return event.<DateProperty<?>>getProperty(name)
                .map(property -> moment(property.getDate()))
                .orElse(null);
    }

    private static String moment(Temporal time) {
        if (time instanceof ZonedDateTime zoned) {
            return zoned.toInstant().toString();
        }
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant().toString();
        }
        return time instanceof Instant instant ? instant.toString() : time.toString();
    }

    @Override
    public void close() {
        context.close();
    }
}
