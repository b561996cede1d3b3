package io.muster.embedded.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.BsonSize;
import org.jspecify.annotations.Nullable;

/**
 * How much slower the database is than it could be. A command waits before it is carried out, so that a transaction holds
 * what it has written until a slow commit is over. The wait is not part of {@code maxTimeMS}; a client's own time limits see
 * it.
 *
 * @param byCommand the wait of each command of a name
 * @param byDocument the wait for each document that a command brings or returns; an update or a delete counts as one
 * @param bytesPerSecond what all connections together carry, requests and answers; 0 for as much as they can
 */
public record Slowness(Map<String, Duration> byCommand, Duration byDocument, long bytesPerSecond) {

    /** As fast as it can. */
    public static final Slowness NONE = new Slowness(Map.of(), Duration.ZERO, 0);

    private static final String BY_DOCUMENT = "document";
    private static final String BYTES_PER_SECOND = "bytesPerSecond";

    /** @throws IllegalArgumentException for a wait or a rate below zero */
    public Slowness {
        byCommand = Map.copyOf(byCommand);
        if (byDocument.isNegative()
                || bytesPerSecond < 0
                || byCommand.values().stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("nothing takes less than no time");
        }
    }

    /**
     * Reads settings such as {@code commitTransaction=8,document=0.5,bytesPerSecond=1000000}: waits in milliseconds.
     *
     * @param settings empty for {@link #NONE}
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Slowness parse(String settings) {
        Slowness slowness = NONE;
        for (String setting : settings.isBlank() ? new String[0] : settings.split(",", -1)) {
            String[] pair = setting.split("=", 2);
            if (pair.length < 2) {
                throw new IllegalArgumentException("no name=value: " + setting);
            }
            slowness = slowness.with(pair[0].trim(), Double.parseDouble(pair[1].trim()));
        }
        return slowness;
    }

    private Slowness with(String name, double value) {
        return switch (name) {
            case BY_DOCUMENT -> byDocument(millis(value));
            case BYTES_PER_SECOND -> bytesPerSecond((long) value);
            default -> command(name, millis(value));
        };
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1_000_000));
    }

    /** The same, and each command of that name waits so long. */
    public Slowness command(String name, Duration wait) {
        Map<String, Duration> more = new HashMap<>(byCommand);
        more.put(name, wait);
        return new Slowness(more, byDocument, bytesPerSecond);
    }

    /** The same, with that wait for each document. */
    public Slowness byDocument(Duration wait) {
        return new Slowness(byCommand, wait, bytesPerSecond);
    }

    /** The same, with that rate. */
    public Slowness bytesPerSecond(long rate) {
        return new Slowness(byCommand, byDocument, rate);
    }

    /** The wait of a command for its own sake and for the documents it brings. */
    Duration beforeCommand(String name, Document body) {
        return byCommand.getOrDefault(name, Duration.ZERO).plus(byDocument.multipliedBy(brought(name, body)));
    }

    /** The wait of an answer for the documents it returns. */
    Duration beforeAnswer(Document answer) {
        return byDocument.multipliedBy(returned(answer));
    }

    /** The time that a message takes on the line. */
    Duration onTheLine(Document message) {
        return bytesPerSecond == 0
                ? Duration.ZERO
                : Duration.ofNanos(BsonSize.of(message) * Duration.ofSeconds(1).toNanos() / bytesPerSecond);
    }

    private static int brought(String command, Document body) {
        return switch (command) {
            case "insert" -> size(body.get("documents"));
            case "update" -> size(body.get("updates"));
            case "delete" -> size(body.get("deletes"));
            case "findAndModify", "findandmodify" -> 1;
            default -> 0;
        };
    }

    private static int returned(Document answer) {
        return answer.get("cursor") instanceof Document cursor
                ? size(cursor.get("firstBatch")) + size(cursor.get("nextBatch"))
                : 0;
    }

    private static int size(@Nullable Object list) {
        return list instanceof List<?> documents ? documents.size() : 0;
    }
}
