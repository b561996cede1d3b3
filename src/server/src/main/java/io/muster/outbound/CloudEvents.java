package io.muster.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.muster.event.Response;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import io.muster.event.journal.ChangedNames;
import io.muster.event.journal.JournalEntry;
import io.muster.people.WireNames;
import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.OutboundLine.Occasion;
import io.muster.store.outbound.OutboundLine.Recorded;

/**
 * Lines of the outbound log as CloudEvents 1.0 in JSON (docs/api.md#cloud-events). They name people by userKey, and nobody by name; what
 * somebody gave as a reason is not in them.
 */
public final class CloudEvents {
    /** The media type of a batch. */
    public static final String BATCH = "application/cloudevents-batch+json";

    /** All types, without what they begin with. */
    public static final Set<String> TYPES = Stream.concat(
                    Stream.of(JournalEntry.Kind.values()).map(JournalEntry.Kind::wireName),
                    Stream.of(Occasion.values()).map(WireNames::of))
            .collect(Collectors.toUnmodifiableSet());

    /** What each type begins with. */
    public static final String PREFIX = "io.muster.";

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private CloudEvents() {}

    /** The type of a line, without what each begins with. */
    public static String type(OutboundLine line) {
        if (line.what() instanceof Recorded recorded) {
            return recorded.entry().kind().wireName();
        }
        return WireNames.of(((Due) line.what()).occasion());
    }

    /** An array of them, as UTF-8. */
    public static byte[] batch(List<OutboundLine> lines) {
        return bytes(json -> array(json, lines));
    }

    /**
     * A part of the feed, as UTF-8.
     *
     * @param next the number after which the next part begins
     */
    public static byte[] part(List<OutboundLine> lines, long next) {
        return bytes(json -> {
            json.writeStartObject();
            json.writeFieldName("events");
            array(json, lines);
            json.writeNumberField("next", next);
            json.writeEndObject();
        });
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void array(JsonGenerator json, List<OutboundLine> lines) throws IOException {
        json.writeStartArray();
        for (OutboundLine line : lines) {
            event(json, line);
        }
        json.writeEndArray();
    }

    private static void event(JsonGenerator json, OutboundLine line) throws IOException {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", id(line));
        json.writeStringField("source", "/firms/" + line.firm());
        json.writeStringField("type", PREFIX + type(line));
        if (line.what().event().isPresent()) {
            json.writeStringField("subject", line.what().event().get().toHexString());
        }
        json.writeStringField("time", text(time(line)));
        json.writeStringField("datacontenttype", "application/json");
        json.writeStringField("sequence", Long.toString(line.seq()));
        json.writeFieldName("data");
        json.writeStartObject();
        if (line.what() instanceof Recorded recorded) {
            data(json, recorded.entry());
        } else if (line.what() instanceof Due due) {
            data(json, due);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String id(OutboundLine line) {
        return line.what() instanceof Recorded recorded
                ? recorded.entry().eventId().toHexString() + "/"
                        + recorded.entry().version()
                : ((Due) line.what()).id();
    }

    private static Instant time(OutboundLine line) {
        return line.what() instanceof Recorded recorded ? recorded.entry().at() : ((Due) line.what()).at();
    }

    private static String text(Instant instant) {
        return TIME.format(instant);
    }

    private static void data(JsonGenerator json, JournalEntry entry) throws IOException {
        json.writeStringField("kind", entry.kind().wireName());
        json.writeNumberField("version", entry.version());
        optional(json, "userKey", entry.userKey());
        optional(json, "from", entry.change().from());
        optional(json, "role", entry.entry().flatMap(StaffEntry::role));
        optional(json, "response", entry.entry().map(it -> it.response().wireName()));
        json.writeStringField("actor", entry.actor());
        json.writeArrayFieldStart("changed");
        for (String name : ChangedNames.of(entry)) {
            json.writeString(name);
        }
        json.writeEndArray();
        counts(json, entry.after());
    }

    private static void counts(JsonGenerator json, JournalEntry.After after) throws IOException {
        json.writeStringField("status", after.status().wireName());
        json.writeNumberField("accepted", after.people().count(Response.ACCEPT));
        json.writeNumberField("standby", after.people().count(Response.STANDBY));
        json.writeNumberField("declined", after.people().count(Response.DECLINE));
        json.writeNumberField("unconfirmed", after.unconfirmed());
        json.writeArrayFieldStart("roles");
        for (RoleStats role : after.roles()) {
            json.writeStartObject();
            json.writeStringField("role", role.role());
            json.writeNumberField("capacity", role.capacity());
            json.writeNumberField("taken", role.taken());
            json.writeNumberField("standby", role.standby());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void data(JsonGenerator json, Due due) throws IOException {
        json.writeStringField("kind", WireNames.of(due.occasion()));
        optional(json, "hours", Optional.ofNullable(due.data().get("hours")));
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
