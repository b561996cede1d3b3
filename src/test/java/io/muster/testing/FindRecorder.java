package io.muster.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import org.bson.BsonDocument;

/** Keeps the searches the service sends, while somebody wants them. Every client of the service reports here. */
public final class FindRecorder implements CommandListener {
    private static final Set<String> OF_THE_SEARCH =
            Set.of("find", "filter", "sort", "projection", "limit", "skip", "hint", "singleBatch");

    private static volatile Optional<Queue<BsonDocument>> finds = Optional.empty();

    /** Forgets what there was and begins. */
    public static void start() {
        finds = Optional.of(new ConcurrentLinkedQueue<>());
    }

    /** Ends, and gives the searches since, each as a command of its own. */
    public static List<BsonDocument> stop() {
        List<BsonDocument> recorded = new ArrayList<>(finds.orElseThrow());
        finds = Optional.empty();
        return recorded;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")) {
            finds.ifPresent(queue -> queue.add(search(event.getCommand())));
        }
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
