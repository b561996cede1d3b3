package io.muster.api.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Response;
import io.muster.event.RoleStats;
import io.muster.store.read.StoredEvent;
import io.muster.store.read.SummaryReads;
import org.bson.types.ObjectId;

/**
 * What a manager has to look at, most urgent first: by open places over the time left, and what has begun last
 * (docs/api.md#summary).
 *
 * @param now the one time at which everything in it is judged
 * @param truncated whether there were more events
 */
public record Summary(Instant now, List<Line> lines, boolean truncated) {
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();
    private static final double HUNDREDTHS = 100;

    private static final List<EventField> FIELDS = List.of(
            EventField.EVENT_NAME,
            EventField.CLIENT_NAME,
            EventField.VENUE_NAME,
            EventField.DATE,
            EventField.START_TIME,
            EventField.TIMEZONE);

    public Summary {
        lines = List.copyOf(lines);
    }

    /** An event of it. */
    public record Line(StoredEvent stored, Instant startsAt, int open, int declines) {
        private static Line of(SummaryReads.Row row) {
            Event event = row.stored().event();
            int open = row.stored().figures().roles().stream()
                    .mapToInt(RoleStats::remaining)
                    .sum();
            return new Line(row.stored(), EventTimes.startsAt(event.fields(), event.roles()), open, row.declines());
        }

        private ObjectId id() {
            return stored.event().id();
        }

        private double hoursLeft(Instant now) {
            return Duration.between(now, startsAt).toMillis() / MILLIS_PER_HOUR;
        }

        private boolean hasBegun(Instant now) {
            return !now.isBefore(startsAt);
        }

        private double urgency(Instant now) {
            return hasBegun(now) ? 0 : open / hoursLeft(now);
        }
    }

    /**
     * The summary of the events that are not over.
     *
     * @param most how many events are looked at; of more rows the rest is left out
     */
    public static Summary of(List<SummaryReads.Row> rows, Instant now, int most) {
        Comparator<Line> mostUrgentFirst = Comparator.comparing((Line line) -> line.hasBegun(now))
                .thenComparing(Comparator.comparingDouble((Line line) -> line.urgency(now))
                        .reversed())
                .thenComparing(Line::startsAt)
                .thenComparing(Line::id);
        List<Line> lines = rows.stream()
                .limit(most)
                .filter(row -> !row.stored().event().isOver(now))
                .map(Line::of)
                .sorted(mostUrgentFirst)
                .toList();
        return new Summary(now, lines, rows.size() > most);
    }

    /** {@code {"events":[…],"now","truncated"}}. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("events");
        for (Line line : lines) {
            Event event = line.stored.event();
            ObjectNode each = list.addObject();
            each.put("id", event.id().toHexString());
            each.put("status", event.status().wireName());
            FIELDS.forEach(field ->
                    each.set(field.wireName(), Json.value(event.field(field).orElse(null))));
            each.put("startsAt", Json.instant(line.startsAt));
            each.put("endsAt", Json.instant(event.endsAt()));
            each.put("hours_to_start", Math.round(line.hoursLeft(now) * HUNDREDTHS) / HUNDREDTHS);
            each.put("open_places", line.open);
            each.set("role_stats", RoleStatsJson.of(line.stored.figures().roles()));
            each.put("standby_count", line.stored.figures().people().count(Response.STANDBY));
            each.put("unconfirmed_count", line.stored.figures().unconfirmed());
            each.put("declines_last_24h", line.declines);
            each.put("version", event.version());
        }
        json.put("now", Json.instant(now));
        json.put("truncated", truncated);
        return json;
    }
}
