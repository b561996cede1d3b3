package io.muster.testing.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.plan.Facts;
import io.muster.history.Entry;
import io.muster.history.Entry.Called;
import io.muster.history.Entry.Giving;
import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;
import io.muster.history.History;
import io.muster.history.HistoryCheck;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Press;
import io.vertx.core.json.JsonObject;
import org.bson.Document;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients saw, beside what lies in the database: a history to be judged. */
public final class StoredHistory {
    private final MongoDatabase database;
    private final List<Entry> entries = new ArrayList<>();

    public StoredHistory(MongoDatabase database) {
        this.database = database;
    }

    /** Adds what clients wrote down besides. */
    public StoredHistory with(Collection<? extends Entry> more) {
        entries.addAll(more);
        return this;
    }

    /** Fails with all that cannot be. @param answers to all responses there were to these events */
    public void assertHolds(List<String> eventIds, List<Answer> answers) {
        eventIds.forEach(this::add);
        answers.stream()
                .filter(answer -> answer.call().press().isPresent())
                .map(StoredHistory::called)
                .forEach(entries::add);
        assertThat(HistoryCheck.violations(new History(entries)))
                .as("what cannot be")
                .isEmpty();
    }

    private void add(String eventId) {
        ObjectId id = new ObjectId(eventId);
        List<Document> lines = database.getCollection("journal")
                .find(Filters.eq("_id.e", id))
                .sort(Sorts.ascending("_id.v"))
                .into(new ArrayList<>());
        entries.addAll(journaled(eventId, lines));
        Document event =
                database.getCollection("events").find(Filters.eq("_id", id)).first();
        if (event != null) {
            entries.add(stored(eventId, event));
        }
    }

    /** The lines of an event, in order of version. */
    public static List<Journaled> journaled(String eventId, List<Document> lines) {
        return journaled(eventId, lines, version -> Facts.NONE);
    }

    /**
     * The lines of an event in which roles require something, or of a firm with a rule about places at the same time.
     *
     * @param facts what is known of people as a line is decided, by its version
     */
    public static List<Journaled> journaled(String eventId, List<Document> lines, LongFunction<Facts> facts) {
        RawGiving giving = new RawGiving(facts);
        return lines.stream()
                .map(line -> journaled(eventId, line, giving.after(line), giving.exclusive(line)))
                .toList();
    }

    private static Journaled journaled(
            String eventId, Document line, Giving giving, Optional<Entry.Exclusive> exclusive) {
        Optional<Document> entry = Optional.ofNullable(line.get("entry", Document.class));
        return new Journaled(
                eventId,
                line.get("_id", Document.class).get("v", Number.class).longValue(),
                line.getString("kind"),
                Optional.ofNullable(line.getString("userKey")),
                entry.map(it -> it.getString("response")),
                entry.map(it -> it.getString("role")),
                Optional.of(places(line.getList("roles", Document.class))),
                entry.filter(it -> !"decline".equals(it.getString("response"))).map(StoredHistory::since),
                Optional.ofNullable(line.get("cause", Number.class)).map(Number::longValue),
                Optional.ofNullable(line.getString("actor")),
                Optional.of(giving),
                line.getList("renamed", Document.class, List.of()).stream()
                        .collect(Collectors.toMap(each -> each.getString("from"), each -> each.getString("to"))),
                Set.copyOf(line.getList("override", String.class, List.of())),
                exclusive,
                Optional.ofNullable(line.getInteger("n")),
                Optional.ofNullable(line.getString("from")));
    }

    /** The event as it is stored. */
    public static Stored stored(String eventId, Document event) {
        return new Stored(
                eventId,
                event.getLong("version"),
                event.getString("status"),
                seats(event.getList("accepted_staff", Document.class)),
                seats(event.getList("standby_staff", Document.class, List.of())),
                seats(event.getList("declined_staff", Document.class)),
                event.getInteger("accepted_count"),
                event.getInteger("standby_count", 0),
                event.getInteger("declined_count"),
                places(event.getList("role_stats", Document.class)),
                new Giving(List.of(), List.of()));
    }

    private static long since(Document entry) {
        return entry.get("since", entry.getLong("version"));
    }

    private static List<Seat> seats(List<Document> entries) {
        return entries.stream()
                .map(entry -> new Seat(
                        entry.getString("userKey"),
                        Optional.ofNullable(entry.getString("role")),
                        entry.getLong("version"),
                        since(entry)))
                .toList();
    }

    private static List<Places> places(List<Document> stats) {
        return stats.stream()
                .map(role -> new Places(role.getString("role"), role.getInteger("capacity"), role.getInteger("taken")))
                .toList();
    }

    private static Called called(Answer answer) {
        Press press = answer.press();
        JsonObject body = answer.body();
        return new Called(
                press.person().userKey(),
                press.eventId(),
                press.response(),
                press.role(),
                press.idempotencyKey(),
                answer.start(),
                answer.end(),
                answer.status(),
                Optional.of(answer.code()).filter(code -> !code.isEmpty()),
                Optional.ofNullable(body.getLong("version")),
                answer.isRecorded() ? Optional.of(answer.recordedVersion()) : Optional.empty(),
                answer.isReplayed());
    }
}
