package io.muster.testing.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Keeps the searches the service sends, while somebody wants them. Every client of the service reports here. */
public final class FindRecorder implements CommandListener {
    private static final Set<String> OF_THE_SEARCH =
            Set.of("find", "filter", "sort", "projection", "limit", "skip", "hint", "singleBatch");

    private static final Queue<String> COMMANDS = new ConcurrentLinkedQueue<>();

    private static volatile Optional<Queue<BsonDocument>> finds = Optional.empty();

    /** Forgets what there was and begins. */
    public static void start() {
        COMMANDS.clear();
        finds = Optional.of(new ConcurrentLinkedQueue<>());
    }

    /** Ends, and gives the searches since, each as a command of its own. */
    public static List<BsonDocument> stop() {
        List<BsonDocument> recorded = new ArrayList<>(finds.orElseThrow());
        finds = Optional.empty();
        return recorded;
    }

    /** The names of all commands sent between the last beginning and its end. */
    public static List<String> commands() {
        return List.copyOf(COMMANDS);
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        finds.ifPresent(wanted -> COMMANDS.add(event.getCommandName()));
        if (event.getCommandName().equals("find")) {
            finds.ifPresent(queue -> queue.add(search(event.getCommand())));
        }
        if (event.getCommandName().equals("aggregate")) {
            BsonDocument command = event.getCommand();
            finds.ifPresent(
                    queue -> search(command.getArray("pipeline"), command).ifPresent(queue::add));
        }
    }

    /** The search that the server makes of how a pipeline begins; empty for one that begins in another way. */
    private static Optional<BsonDocument> search(BsonArray pipeline, BsonDocument command) {
        BsonDocument stages = new BsonDocument();
        for (BsonValue stage : pipeline) {
            if (!stages.containsKey("$limit")) {
                stages.putAll(stage.asDocument());
            }
        }
        List<String> names = List.copyOf(stages.keySet());
        if (!names.equals(List.of("$match", "$sort", "$limit")) && !names.equals(List.of("$match", "$limit"))) {
            return Optional.empty();
        }
        BsonDocument find = new BsonDocument("find", command.get("aggregate")).append("filter", stages.get("$match"));
        if (stages.containsKey("$sort")) {
            find.append("sort", stages.get("$sort"));
        }
        if (command.containsKey("hint")) {
            find.append("hint", command.get("hint"));
        }
        return Optional.of(find.append("limit", stages.get("$limit")).clone());
    }

    private static BsonDocument search(BsonDocument command) {
        BsonDocument search = new BsonDocument();
        command.forEach((name, value) -> {
            if (OF_THE_SEARCH.contains(name)) {
                search.append(name, value);
            }
        });
        return search.clone();
    }
}
