package io.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * When the service's commits were done: for each event and version the {@code nanoTime} at which the database's answer to its
 * commit was there, which means the same to every process of a machine. It notes nothing unless the environment has {@value
 * #WANTED}. The driver reports to it because it is among the service's classes.
 */
public final class CommitTimes implements CommandListener {
    static final String WANTED = "MUSTER_BENCH_COMMITS";

    private static final boolean IS_WANTED = System.getenv(WANTED) != null;
    private static final Map<String, Map<Long, Long>> COMMITTED = new ConcurrentHashMap<>();

    /** What a transaction that is not committed yet has inserted into the journal, by its session. */
    private final Map<BsonValue, List<BsonDocument>> inserted = new ConcurrentHashMap<>();

    /** Of the commits under way, by their requests' numbers. */
    private final Map<Integer, List<BsonDocument>> committing = new ConcurrentHashMap<>();

    /** The times of an event, by version; they are forgotten then. */
    static Map<Long, Long> take(String eventId) {
        Map<Long, Long> times = COMMITTED.remove(eventId);
        return times == null ? Map.of() : times;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (!IS_WANTED) {
            return;
        }
        switch (event.getCommandName()) {
            case "insert" -> inserts(event.getCommand());
            case "commitTransaction" -> {
                List<BsonDocument> lines = inserted.remove(session(event.getCommand()));
                if (lines != null) {
                    committing.put(event.getRequestId(), lines);
                }
            }
            case "abortTransaction" -> inserted.remove(session(event.getCommand()));
            default -> {
                // Nothing that is recorded.
            }
        }
    }

    private void inserts(BsonDocument command) {
        if (!command.getString("insert").getValue().equals("journal") || !command.containsKey("txnNumber")) {
            return;
        }
        List<BsonDocument> ids = new ArrayList<>();
        command.getArray("documents")
                .forEach(line -> ids.add(line.asDocument().getDocument("_id").clone()));
        inserted.merge(session(command), ids, (one, more) -> {
            List<BsonDocument> both = new ArrayList<>(one);
            both.addAll(more);
            return both;
        });
    }

    /** A session has one transaction at a time. */
    private static BsonValue session(BsonDocument command) {
        return command.getDocument("lsid").getBinary("id");
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        List<BsonDocument> lines = committing.remove(event.getRequestId());
        if (lines != null) {
            long now = System.nanoTime();
            lines.forEach(id -> COMMITTED
                    .computeIfAbsent(id.getObjectId("e").getValue().toHexString(), any -> new ConcurrentHashMap<>())
                    .put(id.getNumber("v").longValue(), now));
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        committing.remove(event.getRequestId());
    }
}
